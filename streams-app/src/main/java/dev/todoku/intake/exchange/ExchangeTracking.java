package dev.todoku.intake.exchange;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.Locale;

/** Message tracking logs of Exchange Server. */
public final class ExchangeTracking implements LogFormat {
  static final String FIELDS = "#Fields:";

  @Override
  public String name() {
    return "exchange";
  }

  @Override
  public boolean looksLike(String line) {
    String plain = line.startsWith("\ufeff") ? line.substring(1) : line;
    String lower = plain.toLowerCase(Locale.ROOT);
    return lower.startsWith("#software: microsoft exchange")
        || lower.startsWith("#log-type: message tracking")
        || (lower.startsWith("#fields:") && lower.contains("event-id"));
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new TrackingParser(zone);
  }
}
