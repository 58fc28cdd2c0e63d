package dev.todoku.intake.exchange;

import dev.todoku.intake.log.CsvParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a message trace. They are states, not events: the time is that of the receipt, and the
 * reply of a failure is not among them.
 */
final class TraceParser extends CsvParser {
  private static final String PROGRAM = "exchange-trace";

  private final TraceTimes times = new TraceTimes();

  TraceParser() {
    super(PROGRAM);
  }

  @Override
  protected @Nullable String headerOf(String line) {
    return ExchangeTrace.isHeader(line) ? line : null;
  }

  /** Export-Csv of old PowerShells writes the type of its objects first. */
  @Override
  protected boolean isComment(String line) {
    return line.startsWith("#TYPE");
  }

  @Override
  protected LineResult record(Row row, int index) {
    long time = times.of(row.get("received"));
    ReportedKind kind =
        switch (row.get("status").toLowerCase(Locale.ROOT)) {
          case "delivered", "filteredasspam" -> ReportedKind.DELIVERED;
          case "failed" -> ReportedKind.BOUNCED;
          case "pending" -> ReportedKind.DEFERRED;
          default -> ReportedKind.NONE;
        };
    if (kind == ReportedKind.NONE) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    if (time == 0) {
      return new LineResult.Unreadable("row without the time of the receipt");
    }
    String sender = row.get("senderaddress");
    String id = row.get("messagetraceid");
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(row.get("recipientaddress"))
            .providerId(id)
            .messageId(row.get("messageid"))
            .time(time)
            .detail(ReportedDetail.ENVELOPE_SENDER, sender)
            .detail(ReportedDetail.SUBJECT, row.get("subject"))
            .detail(ReportedDetail.SIZE, row.get("size"))
            .detail(ReportedDetail.REMOTE_IP, row.get("toip"));
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            row.get("messageid").isEmpty() ? null : row.get("messageid"),
            sender.isEmpty() ? null : sender,
            0,
            row.get("subject").isEmpty() ? null : row.get("subject"),
            time,
            false);
    return new LineResult.Read(
        time,
        null,
        PROGRAM,
        List.of(new LogEntry(id.isEmpty() ? null : id, arrival, List.of(report.build()), false)));
  }
}
