package dev.todoku.cli.backtest;

import dev.todoku.app.Backtest.Written;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Topics;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Prints alerts for a person, two lines each, and what it came to at the end. */
final class AlertLines implements WrittenPrinter {
  private static final double MILLIS_PER_SECOND = 1000;

  private static final Playbook PLAYBOOK = Playbook.load();

  private final PrintWriter out;
  private final Language language;
  private final ResourceBundle words;
  private final DateTimeFormatter time;
  private final Map<String, Alert> incidents = new LinkedHashMap<>();
  private long alerts;

  AlertLines(PrintWriter out, Language language, ZoneId zone) {
    this.out = out;
    this.language = language;
    this.words = language.bundle("dev.todoku.cli.backtest.words");
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(zone);
  }

  @Override
  public void print(Written written) {
    if (!written.topic().equals(Topics.ALERTS.name())) {
      return;
    }
    Alert alert =
        Topics.ALERTS.valueSerde().deserializer().deserialize(written.topic(), written.value());
    alerts++;
    incidents.put(alert.incidentId(), alert);
    out.println(
        String.join(
            "  ",
            time(alert.time()),
            words.getString("severity." + alert.severity()),
            words.getString("state." + alert.state()),
            PLAYBOOK.headline(alert).in(language.code())));
    out.println(
        "    "
            + say(
                "evidence",
                time(alert.onset()),
                alert.evidence().failures(),
                alert.evidence().attempts(),
                alert.cause(),
                words.getString("confidence." + alert.evidence().confidence())));
  }

  @Override
  public void end(BacktestRun run) {
    if (incidents.isEmpty()) {
      out.println(words.getString("none"));
    }
    long open = incidents.values().stream().filter(alert -> alert.state().isOpen()).count();
    double seconds = run.millis() / MILLIS_PER_SECOND;
    out.println(
        say(
            "summary",
            run.events(),
            time(run.from()),
            time(run.until()),
            String.format(Locale.ROOT, "%.1f", seconds),
            Math.round(run.events() / Math.max(1 / MILLIS_PER_SECOND, seconds)),
            incidents.size(),
            open,
            alerts));
  }

  private String say(String key, Object... arguments) {
    return new MessageFormat(words.getString(key), language.locale()).format(arguments);
  }

  private String time(long millis) {
    return time.format(Instant.ofEpochMilli(millis));
  }
}
