package dev.todoku.cli.demo;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.schema.Text;
import dev.todoku.text.Language;
import dev.todoku.text.ReasonNames;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the demo says, in one language. Times are those of Japan, where the shop is. */
final class DemoWords {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(JAPAN);
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(JAPAN);

  private final Language language;
  private final ResourceBundle texts;
  private final ReasonNames reasons;
  private final Playbook playbook;

  DemoWords(Language language, Playbook playbook) {
    this.language = language;
    this.playbook = playbook;
    texts = language.bundle("dev.todoku.cli.demo.demo");
    reasons = new ReasonNames(language);
  }

  String say(String key, @Nullable Object... arguments) {
    return new MessageFormat(texts.getString(key), language.locale()).format(arguments);
  }

  String in(Text text) {
    return text.in(language.code());
  }

  String status(Status status) {
    return say("status." + status);
  }

  /** "bounced: user unknown", or the status alone where the reason adds nothing. */
  String verdict(Outcome outcome) {
    Status status = outcome.status();
    if (status == Status.SENT || status == Status.DELIVERED) {
      return status(status);
    }
    Reason last = outcome.temporaryReason();
    return say("verdict", status(status), reasons.of(last == null ? outcome.reason() : last));
  }

  String provider(@Nullable String name) {
    return name == null ? "" : in(playbook.providerName(name));
  }

  String number(long number) {
    return String.format(language.locale(), "%,d", number);
  }

  /** A share in percent; a dash when there is nothing to divide. */
  String share(long part, long whole) {
    return whole == 0 ? "-" : String.format(language.locale(), "%.1f%%", 100.0 * part / whole);
  }

  String time(long time) {
    return TIME.format(Instant.ofEpochMilli(time));
  }

  /** The same, with the date when that is not the one of {@code since}. */
  String timeSince(long since, long time) {
    return dateOf(since).equals(dateOf(time))
        ? time(time)
        : DATE_AND_TIME.format(Instant.ofEpochMilli(time));
  }

  private static LocalDate dateOf(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), JAPAN);
  }

  String clock(long time) {
    return say("clock", DATE_AND_TIME.format(Instant.ofEpochMilli(time)));
  }

  String duration(long millis) {
    long seconds = millis / 1000;
    return seconds < 3600
        ? say("minutes", seconds / 60, seconds % 60)
        : say("hours", seconds / 3600, seconds / 60 % 60);
  }
}
