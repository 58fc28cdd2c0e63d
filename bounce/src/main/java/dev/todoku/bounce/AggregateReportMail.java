package dev.todoku.bounce;

import dev.todoku.bounce.aggregate.AggregateReports;
import dev.todoku.bounce.aggregate.UnreadableReport;
import dev.todoku.schema.AggregateReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads mail that carries a report on a domain: a DMARC report (RFC 7489) or one on TLS. */
final class AggregateReportMail {
  private AggregateReportMail() {}

  /** Null when {@code message} carries none; a server that returns one wrote a bounce message. */
  static @Nullable Reading reading(BounceMessage message) {
    MessageParts parts = message.parts();
    if (!parts.statuses().isEmpty() || parts.feedback() != Fields.NONE) {
      return null;
    }
    List<AggregateReport> reports = new ArrayList<>();
    String why = null;
    for (Part file : parts.files()) {
      try {
        reports.addAll(AggregateReports.in(file.file(), message.receivedAt()));
      } catch (UnreadableReport unreadable) {
        why = unreadable.getMessage();
      }
    }
    if (!reports.isEmpty()) {
      return new Reading.Aggregate(reports);
    }
    return why != null && message.subject().says(Phrase.Kind.NOTICE_SUBJECT)
        ? new Reading.NotABounce(why)
        : null;
  }
}
