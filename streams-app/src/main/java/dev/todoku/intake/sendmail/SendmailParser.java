package dev.todoku.intake.sendmail;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.postfix.SyslogReader;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of Sendmail: {@code id: from=…}, {@code id: to=…, stat=…}, {@code id: id2: DSN: …}. */
final class SendmailParser implements LineParser {
  private static final int SHORTEST_ID = 8;
  private static final int LONGEST_ID = 20;
  private static final List<String> NOTICES =
      List.of("DSN: ", "return to sender: ", "sender notify: ", "postmaster notify: ");

  private final SyslogReader frames;

  SendmailParser(ZoneId zone) {
    frames = new SyslogReader(zone, SendmailLog::isOurs);
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    SyslogReader.Line framed = frames.read(line, reference);
    if (framed == null) {
      return new LineResult.Unreadable("no syslog line");
    }
    String message = framed.message();
    int idEnd = SendmailLog.isOurs(framed.program()) ? idEnd(message, 0) : 0;
    if (idEnd == 0) {
      return new LineResult.Ignored(framed.time(), framed.program());
    }
    String id = message.substring(0, idEnd);
    int at = idEnd + 2;
    if (message.startsWith("from=", at)) {
      return read(framed, arrival(message, at, id, index, framed.time()));
    }
    if (message.startsWith("to=", at)) {
      return attempts(framed, message, at, id, index);
    }
    int otherEnd = idEnd(message, at);
    if (otherEnd > 0 && NOTICES.stream().anyMatch(w -> message.startsWith(w, otherEnd + 2))) {
      String notice = message.substring(at, otherEnd);
      return read(
          framed,
          new LogEntry(
              notice,
              new LogEntry.Arrival(null, "", 0, null, framed.time(), true),
              List.of(),
              false));
    }
    return new LineResult.Ignored(framed.time(), framed.program());
  }

  private static LineResult read(SyslogReader.Line framed, LogEntry entry) {
    return new LineResult.Read(framed.time(), framed.host(), framed.program(), List.of(entry));
  }

  /** Index of the colon behind a queue id, 0 when there is no queue id at {@code from}. */
  private static int idEnd(String message, int from) {
    int end = from;
    while (end < message.length() && Character.isLetterOrDigit(message.charAt(end))) {
      end++;
    }
    boolean isLikeAnId = end - from >= SHORTEST_ID && end - from <= LONGEST_ID;
    return isLikeAnId && message.startsWith(": ", end) ? end : 0;
  }

  /** The recipients are not known yet: their number is. */
  private static LogEntry arrival(String message, int at, String id, int index, long time) {
    SendmailFields fields = new SendmailFields(message, at);
    String sender = fields.get("from");
    String from = sender == null || sender.equals("<>") ? "" : ReportBuilder.bare(sender);
    boolean isNotice = from == null || from.isEmpty();
    boolean isRefused = "0".equals(fields.get("nrcpts"));
    String messageId = fields.get("msgid");
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            messageId, isNotice ? "" : from, number(fields.get("size")), null, time, isNotice);
    Reported sent =
        new ReportBuilder(index, ReportedKind.SENT)
            .providerId(id)
            .messageId(messageId)
            .time(time)
            .detail(ReportedDetail.ENVELOPE_SENDER, from)
            .detail(ReportedDetail.SIZE, fields.get("size"))
            .build();
    return new LogEntry(id, arrival, isNotice || isRefused ? List.of() : List.of(sent), false);
  }

  private static LineResult attempts(
      SyslogReader.Line framed, String message, int at, String id, int index) {
    SendmailFields fields = new SendmailFields(message, at);
    SendmailStatus status = SendmailStatus.of(fields.get("stat"), fields.get("dsn"));
    if (status == null) {
      return new LineResult.Ignored(framed.time(), framed.program());
    }
    String stated = fields.get("reply");
    String reply = stated == null ? status.text() : stated;
    SendmailFields.Relay relay = fields.relay();
    List<Reported> reports = new ArrayList<>();
    for (String recipient : fields.recipients()) {
      ReportBuilder report =
          new ReportBuilder(index, status.kind())
              .recipient(recipient)
              .providerId(id)
              .time(framed.time())
              .status(fields.get("dsn"))
              .reply(reply)
              .detail(ReportedDetail.REMOTE_HOST, relay.host())
              .detail(ReportedDetail.REMOTE_IP, relay.ip())
              .detail(ReportedDetail.AGENT, fields.get("mailer"))
              .detail(ReportedDetail.ATTEMPT, fields.get("ntries"))
              .flag(ReportedDetail.EXPIRED, status.isExpired());
      if (status.kind() == ReportedKind.BOUNCED) {
        report.permanent(status.isPermanent());
      } else if (status.kind() == ReportedKind.DELIVERED) {
        report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
      }
      reports.add(report.build());
    }
    return read(framed, LogEntry.of(id, reports));
  }

  private static long number(@Nullable String digits) {
    try {
      return digits == null ? 0 : Math.max(0, Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
