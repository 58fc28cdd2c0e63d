package dev.todoku.intake.powermta;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.CsvParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.log.ServerFailureClasses;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records of an accounting file, by the names of their columns. */
final class PowerMtaParser extends CsvParser {
  private static final String PROGRAM = "powermta";
  private static final String SMTP = "smtp;";

  /** RFC 3463 section 3.5: connections, name servers and routes. */
  private static final Pattern TROUBLE_ON_THE_WAY = Pattern.compile("[45]\\.4\\.[0-5] \\((.+)\\)");

  private final Times times;
  private final ServerFailureClasses categories;

  PowerMtaParser(ZoneId zone, ServerFailureClasses categories) {
    super(PROGRAM);
    this.times = new Times(new LogClock(zone));
    this.categories = categories;
  }

  @Override
  protected @Nullable String headerOf(String line) {
    return PowerMtaLog.isHeader(line) ? line : null;
  }

  @Override
  protected LineResult record(Row row, int index) {
    long time = times.of(row.get("timelogged"));
    String type = row.get("type");
    ReportedKind kind = kind(type, row.get("dsnaction").toLowerCase(Locale.ROOT));
    if (kind == ReportedKind.NONE) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    if (time == 0) {
      return new LineResult.Unreadable("record without timeLogged");
    }
    String id = row.get("envid");
    String messageId = row.get("header_message-id");
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            messageId.isEmpty() ? null : messageId,
            row.get("orig").isEmpty() ? null : row.get("orig"),
            0,
            null,
            times.of(row.get("timequeued")),
            false);
    return new LineResult.Read(
        time,
        null,
        PROGRAM,
        List.of(
            new LogEntry(
                key(id, messageId, row.get("rcpt")),
                arrival,
                List.of(report(row, type, kind, index, time)),
                false)));
  }

  /** An envelope id may be that of a whole mailing: with it goes what names one message. */
  private static @Nullable String key(String id, String messageId, String recipient) {
    String one = messageId.isEmpty() ? recipient : messageId;
    return id.isEmpty() && one.isEmpty() ? null : id + '/' + one;
  }

  private static ReportedKind kind(String type, String action) {
    return switch (type) {
      case "r" -> ReportedKind.SENT;
      case "d" -> ReportedKind.DELIVERED;
      case "t" -> ReportedKind.DEFERRED;
      case "b" -> ReportedKind.BOUNCED;
      case "f" -> ReportedKind.COMPLAINED;
      case "rb", "rs" -> ofReport(type, action);
      default -> ReportedKind.NONE;
    };
  }

  /** A report that came back by mail: a bounce unless it says otherwise. */
  private static ReportedKind ofReport(String type, String action) {
    return switch (action) {
      case "failed" -> ReportedKind.BOUNCED;
      case "delayed" -> ReportedKind.DEFERRED;
      case "delivered", "relayed" -> ReportedKind.DELIVERED;
      case "" -> type.equals("rb") ? ReportedKind.BOUNCED : ReportedKind.NONE;
      default -> ReportedKind.NONE;
    };
  }

  private Reported report(Row row, String type, ReportedKind kind, int index, long time) {
    String category = row.get("bouncecat");
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(row.get("rcpt"))
            .providerId(row.get("envid"))
            .messageId(row.get("header_message-id"))
            .time(time)
            .detail(ReportedDetail.ENVELOPE_SENDER, row.get("orig"))
            .detail(ReportedDetail.FROM, row.get("header_from"))
            .detail(ReportedDetail.SUBJECT, row.get("header_subject"))
            .detail(ReportedDetail.CAMPAIGN, row.get("jobid"));
    if (kind == ReportedKind.COMPLAINED) {
      return report.peerReason(row.get("feedbacktype")).build();
    }
    String reply = said(row);
    String mta = row.get("dsnmta");
    int open = mta.indexOf(" (");
    report
        .status(firstWord(row.get("dsnstatus")))
        .reply(reply)
        .peerReason(category)
        .detail(ReportedDetail.SIZE, row.get("dlvsize"))
        .detail(ReportedDetail.SOURCE_IP, row.get("dlvsourceip"))
        .detail(ReportedDetail.REMOTE_IP, row.get("dlvdestinationip"))
        .detail(ReportedDetail.REMOTE_HOST, open < 0 ? mta : mta.substring(0, open))
        .flag(ReportedDetail.OUT_OF_BAND, type.startsWith("r") && type.length() > 1);
    if (kind == ReportedKind.BOUNCED) {
      Reported known = report.build();
      report
          .permanent(isPermanent(category, known))
          .flag(ReportedDetail.EXPIRED, category.equals("message-expired"));
    } else if (kind == ReportedKind.DELIVERED) {
      report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
    }
    return report.build();
  }

  /** By the category; where the file has none, by the code. */
  private @Nullable Boolean isPermanent(String category, Reported report) {
    if (categories.knows(category)) {
      return categories.permanent(category).orElse(null);
    }
    if (!category.isEmpty()) {
      return null;
    }
    if (report.status().isPresent()) {
      return report.status().get().startsWith("5");
    }
    return report.code().map(code -> code >= 500).orElse(null);
  }

  /** "5.1.1 (bad destination mailbox address)". */
  private static String firstWord(String status) {
    int blank = status.indexOf(' ');
    return blank < 0 ? status : status.substring(0, blank);
  }

  /**
   * The diagnostic; where no server was spoken to, PowerMTA's own words for the trouble on the way,
   * which stand behind the status: "4.4.1 (network unreachable)".
   */
  private static String said(Row row) {
    String reply = withoutType(row.get("dsndiag"));
    if (!reply.isEmpty()) {
      return reply;
    }
    Matcher way = TROUBLE_ON_THE_WAY.matcher(row.get("dsnstatus"));
    return way.matches() ? way.group(1) : "";
  }

  /** RFC 3464 section 2.3.6: {@code smtp;550 5.1.1 …}. */
  private static String withoutType(String diagnostic) {
    return diagnostic.regionMatches(true, 0, SMTP, 0, SMTP.length())
        ? diagnostic.substring(SMTP.length()).strip()
        : diagnostic;
  }
}
