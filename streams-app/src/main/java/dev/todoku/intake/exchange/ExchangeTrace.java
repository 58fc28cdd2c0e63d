package dev.todoku.intake.exchange;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.Locale;

/** Message traces of Exchange Online, as {@code Get-MessageTraceV2 | Export-Csv} writes them. */
public final class ExchangeTrace implements LogFormat {
  @Override
  public String name() {
    return "exchange-trace";
  }

  @Override
  public boolean looksLike(String line) {
    return isHeader(line);
  }

  static boolean isHeader(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.contains("recipientaddress")
        && lower.contains("status")
        && lower.contains("messagetraceid")
        && lower.indexOf('@') < 0;
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new TraceParser();
  }
}
