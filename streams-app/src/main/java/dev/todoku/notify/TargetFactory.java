package dev.todoku.notify;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Severity;
import dev.todoku.text.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes targets of what a routing file says. */
public final class TargetFactory {
  private static final Set<String> COMMON =
      Set.of("type", "language", "zone", "severity", "quiet", "remind");

  /** The settings of each type, beside those that all have. */
  private static final Map<String, Set<String>> SETTINGS =
      Map.of(
          "slack", Set.of("url"),
          "teams", Set.of("url"),
          "lineworks", Set.of("url"),
          "chatwork", Set.of("url", "room", "token"),
          "pagerduty", Set.of("url", "key"),
          "webhook", Set.of("url", "secret"),
          "mail", Set.of("to", "from"),
          "alertmanager", Set.of("url", "resend"));

  private static final String CHATWORK = "https://api.chatwork.com/v2";
  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
  private static final Duration RESEND = Duration.ofMinutes(1);

  /** Alertmanager keeps an alert that is not sent again open for so many times that long. */
  private static final int MISSED_RESENDS = 4;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})\\s*([smhd])");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /**
   * What holds where a target says nothing else.
   *
   * @param language in which people are written to
   * @param zone in which times are written
   * @param page where the page of Todoku is, empty for no links
   * @param mailServer takes mails
   * @param mailFrom author of mails, empty for none
   */
  public record Defaults(
      Language language, ZoneId zone, String page, MailServer mailServer, String mailFrom) {}

  private final Defaults defaults;
  private final Playbook playbook;
  private final UnaryOperator<@Nullable String> environment;
  private final Clock clock;

  /**
   * A factory.
   *
   * @param environment the value of a variable, null when it is not set
   */
  public TargetFactory(
      Defaults defaults,
      Playbook playbook,
      UnaryOperator<@Nullable String> environment,
      Clock clock) {
    this.defaults = defaults;
    this.playbook = playbook;
    this.environment = environment;
    this.clock = clock;
  }

  /** The time zone where nothing else is said. */
  ZoneId zone() {
    return defaults.zone();
  }

  /** One target; of several addresses of Alertmanagers, one for each. */
  List<Target> targets(TargetSection section) {
    String type = section.require("type");
    Set<String> own = SETTINGS.get(type);
    if (own == null) {
      throw section.error(
          "type",
          type + " is none of " + String.join(", ", SETTINGS.keySet().stream().sorted().toList()));
    }
    Set<String> allowed = new HashSet<>(own);
    allowed.addAll(COMMON);
    section.allowOnly(allowed);
    ZoneId zone = section.value("zone", defaults.zone(), TargetFactory::zone);
    Language language = section.value("language", defaults.language(), TargetFactory::language);
    AlertText text = new AlertText(playbook, language, zone, defaults.page());
    if (type.equals("alertmanager")) {
      return alertmanagers(section, zone, text);
    }
    TargetPolicy policy = policy(section, zone, Duration.ZERO);
    return List.of(new Target(section.name(), policy, sink(type, section, text)));
  }

  private Sink sink(String type, TargetSection section, AlertText text) {
    return switch (type) {
      case "slack" -> new SlackSink(address(section, null), text);
      case "teams" -> new TeamsSink(address(section, null), text);
      case "lineworks" -> new LineWorksSink(address(section, null), text);
      case "chatwork" ->
          new ChatworkSink(
              address(section, CHATWORK),
              section.require("room"),
              secret(section, "token", section.require("token")),
              text);
      case "pagerduty" ->
          new PagerDutySink(
              address(section, PAGERDUTY), secret(section, "key", section.require("key")), text);
      case "webhook" ->
          new WebhookSink(
              address(section, null),
              secret(section, "secret", section.find("secret").orElse("")),
              text,
              clock);
      case "mail" -> mail(section, text);
      default -> throw new IllegalStateException(type);
    };
  }

  private MailSink mail(TargetSection section, AlertText text) {
    String from = section.find("from").orElse(defaults.mailFrom());
    if (from.isEmpty()) {
      throw section.error("lacks the setting from, and notify.mail.from is not set");
    }
    List<String> to = section.list("to", address -> address).stream().sorted().toList();
    if (to.isEmpty()) {
      throw section.error("lacks the setting to");
    }
    return new MailSink(defaults.mailServer(), from, to, text);
  }

  private List<Target> alertmanagers(TargetSection section, ZoneId zone, AlertText text) {
    Duration resend = section.value("resend", RESEND, TargetFactory::duration);
    TargetPolicy policy = policy(section, zone, resend);
    List<String> addresses =
        Arrays.stream(section.require("url").split(",")).map(String::strip).toList();
    List<Target> targets = new ArrayList<>();
    for (String address : addresses) {
      URI url = uri(section, "url", secret(section, "url", address));
      String name =
          addresses.size() == 1 ? section.name() : section.name() + '-' + (targets.size() + 1);
      Duration openFor = resend.multipliedBy(MISSED_RESENDS);
      targets.add(new Target(name, policy, new AlertmanagerSink(url, text, openFor, clock)));
    }
    return targets;
  }

  private static TargetPolicy policy(TargetSection section, ZoneId zone, Duration resend) {
    return new TargetPolicy(
        section.value(
            "severity", Severity.ADVICE, name -> RoutingFile.constant(Severity.class, name)),
        section.value("quiet", text -> QuietHours.parse(text, zone)).orElse(null),
        section.value("remind", Duration.ZERO, TargetFactory::duration),
        resend);
  }

  private URI address(TargetSection section, @Nullable String otherwise) {
    String url = otherwise == null ? section.require("url") : section.find("url").orElse(otherwise);
    return uri(section, "url", secret(section, "url", url));
  }

  /** The error does not quote the address: it may be a secret. */
  private static URI uri(TargetSection section, String key, String text) {
    if (!text.matches("https?://[^\\s/]+.*")) {
      throw section.error(key, key + " is no address that begins with https:// or http://");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw section.error(key, key + " is no address");
    }
  }

  /** With {@code ${env:NAME}} and {@code ${file:PATH}} filled in. */
  private String secret(TargetSection section, String key, String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            reference -> {
              String name = reference.group(2);
              return Matcher.quoteReplacement(
                  reference.group(1).equals("env")
                      ? variable(section, key, name)
                      : content(section, key, name));
            });
  }

  private String variable(TargetSection section, String key, String name) {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw section.error(key, "the environment has no variable " + name);
    }
    return value.strip();
  }

  private static String content(TargetSection section, String key, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw section.error(key, "cannot read " + path);
    }
  }

  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " is no time zone, such as Asia/Tokyo", e);
    }
  }

  private static Language language(String name) {
    return RoutingFile.constant(Language.class, name);
  }

  /** Parses {@code 30s}, {@code 30m}, {@code 4h}, {@code 1d}. */
  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(text + " is no duration, such as 30m or 4h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
