package dev.todoku.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The words of one language, and how it writes times.
 *
 * @param bundle the words
 * @param language "ja" or "en"
 * @param zone in which times are shown
 */
public record ExplanationWords(ResourceBundle bundle, String language, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  /**
   * The words of {@code language}, English for any but Japanese.
   *
   * @param zone in which times are shown
   */
  public static ExplanationWords of(String language, ZoneId zone) {
    boolean isJapanese = language.equals(Locale.JAPANESE.getLanguage());
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            ExplanationWords.class.getPackageName() + ".words",
            isJapanese ? Locale.JAPANESE : Locale.ROOT,
            // English stands in for other languages, not the language of this machine.
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    return new ExplanationWords(bundle, isJapanese ? "ja" : "en", zone);
  }

  /** The word of {@code key} with {0}, {1} … replaced. */
  public String get(String key, Object... values) {
    String text = bundle.getString(key);
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** Whether there is a word of {@code key}. */
  boolean has(String key) {
    return bundle.containsKey(key);
  }

  /** The word of a constant, as in {@code reason.USER_UNKNOWN}. */
  public String of(String group, Enum<?> constant) {
    return get(group + '.' + constant.name());
  }

  /** A time, with its offset. */
  public String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** A time as a letter to a customer has it: to the minute, in the zone of who writes it. */
  public String plainTime(long millis) {
    return DateTimeFormatter.ofPattern(get("time.plain"), Locale.ENGLISH)
        .format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** A count, its thousands separated. */
  public String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A span of time, to the second. */
  public String span(long millis) {
    Duration span = Duration.ofMillis(millis);
    StringBuilder text = new StringBuilder();
    append(text, "span.days", span.toDays());
    append(text, "span.hours", span.toHoursPart());
    append(text, "span.minutes", span.toMinutesPart());
    append(text, "span.seconds", span.toSecondsPart());
    return text.isEmpty() ? get("span.seconds", 0).strip() : text.toString().strip();
  }

  private void append(StringBuilder text, String unit, long count) {
    if (count != 0) {
      text.append(get(unit, count));
    }
  }
}
