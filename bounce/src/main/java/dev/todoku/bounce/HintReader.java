package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a reply announces beside its reason. Only what goes with the reason is looked for. */
final class HintReader {
  private static final long SMALLEST_LIMIT = 1_000;
  private static final long LONGEST_WAIT = 7L * 86_400;

  /** {@code limit of 35882577 bytes}, {@code maximum size is 20 MB}, {@code (max 10240 KB)}. */
  private static final Pattern SIZE =
      Pattern.compile(
          "\\b(?:limit|max|maximum|fixed|allowed|exceed\\w{0,3})\\b[^\\d@]{0,60}?"
              + "(\\d{1,12}(?:[.,]\\d{3}){0,3})\\s{0,2}(bytes?|octets|kb|kib|k|mb|mib|m|gb|g)?\\b");

  /** {@code in 300 seconds}, {@code after 5 minutes}, {@code for 00:04:59}. */
  private static final Pattern WAIT =
      Pattern.compile(
          "\\b(?:in|after|for|wait|within|next)\\s{1,2}(?:about |at least |the next )?"
              + "(\\d{1,6})\\s{0,2}(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?)\\b");

  private static final Pattern CLOCK =
      Pattern.compile("\\b(?:in|after|for|wait)\\s{1,2}(\\d{1,2}):(\\d{2})(?::(\\d{2}))\\b");

  private static final Pattern URL =
      Pattern.compile("\\bhttps?://[^\\s<>\"'\\])};,]{4,400}", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Long> SIZES =
      Map.of("k", 1024L, "m", 1024L * 1024, "g", 1024L * 1024 * 1024);

  private static final Map<Character, Long> SECONDS =
      Map.of('s', 1L, 'm', 60L, 'h', 3_600L, 'd', 86_400L);

  private static final Set<Reason> LISTED =
      EnumSet.of(
          Reason.BLOCKED,
          Reason.BAD_REPUTATION,
          Reason.REJECTED,
          Reason.POLICY_VIOLATION,
          Reason.SPAM_DETECTED,
          Reason.RATE_LIMITED,
          Reason.REQUIRE_PTR,
          Reason.AUTH_FAILURE);

  private static final Set<Reason> LIMITED =
      EnumSet.of(Reason.RATE_LIMITED, Reason.BLOCKED, Reason.BAD_REPUTATION);

  private static final Set<Reason> ANNOUNCED = announced();

  /** Words as Gmail writes them after 4.7.28, and as others do; the first that is found decides. */
  private static final List<Map.Entry<String, Hints.Scope>> SCOPES =
      List.of(
          Map.entry("dkim domain", Hints.Scope.DKIM_DOMAIN),
          Map.entry("dkim-authenticated domain", Hints.Scope.DKIM_DOMAIN),
          Map.entry("spf domain", Hints.Scope.SPF_DOMAIN),
          Map.entry("from your spf", Hints.Scope.SPF_DOMAIN),
          Map.entry("containing one of your url", Hints.Scope.URL),
          Map.entry("url domain", Hints.Scope.URL),
          Map.entry("netblock", Hints.Scope.NETBLOCK),
          Map.entry("network block", Hints.Scope.NETBLOCK),
          Map.entry("from your ip", Hints.Scope.IP),
          Map.entry("your ip", Hints.Scope.IP),
          Map.entry("ip address", Hints.Scope.IP),
          Map.entry("the user you are trying to contact", Hints.Scope.RECIPIENT),
          Map.entry("user is receiving mail", Hints.Scope.RECIPIENT),
          Map.entry("from domain", Hints.Scope.FROM_DOMAIN),
          Map.entry("sending domain", Hints.Scope.FROM_DOMAIN),
          Map.entry("sender domain", Hints.Scope.FROM_DOMAIN));

  private HintReader() {}

  private static Set<Reason> announced() {
    Set<Reason> reasons = EnumSet.of(Reason.EMAIL_TOO_LARGE);
    reasons.addAll(LISTED);
    reasons.addAll(LIMITED);
    return reasons;
  }

  static Hints read(String text, Reason reason) {
    if (text.isEmpty() || !ANNOUNCED.contains(reason)) {
      return Hints.NONE;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return new Hints(
        reason == Reason.EMAIL_TOO_LARGE ? size(lower) : 0,
        reason == Reason.RATE_LIMITED ? wait(lower) : 0,
        LISTED.contains(reason) ? url(text) : null,
        LIMITED.contains(reason) ? scope(lower) : null);
  }

  private static long size(String text) {
    Matcher size = SIZE.matcher(text);
    while (size.find()) {
      String digits = size.group(1).replace(",", "").replace(".", "");
      String unit = size.group(2) == null ? "" : size.group(2).substring(0, 1);
      long bytes = Long.parseLong(digits.substring(0, Math.min(15, digits.length())));
      long limit = bytes * SIZES.getOrDefault(unit, 1L);
      if (limit >= SMALLEST_LIMIT && (!unit.isEmpty() || bytes >= SMALLEST_LIMIT)) {
        return limit;
      }
    }
    return 0;
  }

  private static long wait(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.find()) {
      return Integer.parseInt(clock.group(1)) * 3_600L
          + Integer.parseInt(clock.group(2)) * 60L
          + Integer.parseInt(clock.group(3));
    }
    Matcher wait = WAIT.matcher(text);
    if (!wait.find()) {
      return 0;
    }
    long unit = Objects.requireNonNull(SECONDS.get(wait.group(2).charAt(0)));
    long seconds = Long.parseLong(wait.group(1)) * unit;
    return seconds > LONGEST_WAIT ? 0 : seconds;
  }

  private static @Nullable String url(String text) {
    Matcher url = URL.matcher(text);
    int from = text.indexOf("://");
    if (from < 0 || !url.find(Math.max(0, from - "https".length()))) {
      return null;
    }
    String found = url.group();
    return found.endsWith(".") ? found.substring(0, found.length() - 1) : found;
  }

  private static Hints.@Nullable Scope scope(String text) {
    return SCOPES.stream()
        .filter(entry -> text.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
