package dev.todoku.cli.watch;

import dev.todoku.schema.Text;
import dev.todoku.text.Language;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ResourceBundle;

/** What the watch says, in one language and the time zone of this machine. */
final class WatchWords {
  private final Language language;
  private final ResourceBundle texts;
  private final DateTimeFormatter time;

  WatchWords(Language language, ZoneId zone) {
    this.language = language;
    texts = language.bundle("dev.todoku.cli.watch.watch");
    time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
  }

  String say(String key, Object... arguments) {
    return new MessageFormat(texts.getString(key), language.locale()).format(arguments);
  }

  String in(Text text) {
    return text.in(language.code());
  }

  String time(long millis) {
    return time.format(Instant.ofEpochMilli(millis));
  }
}
