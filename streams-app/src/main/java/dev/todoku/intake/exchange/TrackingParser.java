package dev.todoku.intake.exchange;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.CsvParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of a message tracking log. Columns are named in a line {@code #Fields:}; recipients and
 * their states are lists in one cell.
 */
final class TrackingParser extends CsvParser {
  private static final String PROGRAM = "exchange";
  private static final Set<String> RECEIVED_FROM = Set.of("SMTP", "STOREDRIVER");

  /** Hands mail from server to server of the organisation; no mail leaves by it. */
  private static final String WITHIN = "intra-organization";

  private final Times times;

  TrackingParser(ZoneId zone) {
    super(PROGRAM);
    times = new Times(new LogClock(zone));
  }

  @Override
  protected @Nullable String headerOf(String line) {
    return line.regionMatches(true, 0, ExchangeTracking.FIELDS, 0, ExchangeTracking.FIELDS.length())
        ? line.substring(ExchangeTracking.FIELDS.length()).strip()
        : null;
  }

  @Override
  protected boolean isComment(String line) {
    return line.startsWith("#") && headerOf(line) == null;
  }

  @Override
  protected LineResult record(Row row, int index) {
    long time = times.of(row.get("date-time"));
    ReportedKind kind = kind(row);
    if (kind == ReportedKind.NONE) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    if (time == 0) {
      return new LineResult.Unreadable("record without date-time");
    }
    String network = row.get("network-message-id");
    String id = network.isEmpty() ? row.get("internal-message-id") : network;
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            orNull(row.get("message-id")),
            sender(row),
            number(row.get("total-bytes")),
            orNull(row.get("message-subject")),
            kind == ReportedKind.SENT ? time : 0,
            false);
    LogEntry entry = new LogEntry(orNull(id), arrival, reports(row, kind, id, index, time), false);
    return new LineResult.Read(time, null, PROGRAM, List.of(entry));
  }

  private static ReportedKind kind(Row row) {
    String source = row.get("source").toUpperCase(Locale.ROOT);
    if (row.get("directionality").equalsIgnoreCase("Incoming")) {
      return ReportedKind.NONE;
    }
    return switch (row.get("event-id").toUpperCase(Locale.ROOT)) {
      case "RECEIVE" -> RECEIVED_FROM.contains(source) ? ReportedKind.SENT : ReportedKind.NONE;
      case "SEND" -> isWithin(row) ? ReportedKind.NONE : ReportedKind.DELIVERED;
      case "SENDEXTERNAL", "DELIVER" -> ReportedKind.DELIVERED;
      case "DEFER" -> ReportedKind.DEFERRED;
      case "FAIL" -> ReportedKind.BOUNCED;
      default -> ReportedKind.NONE;
    };
  }

  /** Whether a message only goes to another server of the same organisation. */
  private static boolean isWithin(Row row) {
    return row.get("connector-id").toLowerCase(Locale.ROOT).contains(WITHIN);
  }

  private static List<Reported> reports(
      Row row, ReportedKind kind, String id, int index, long time) {
    List<String> recipients = RecipientLists.recipients(row.get("recipient-address"));
    List<String> states = RecipientLists.states(row.get("recipient-status"), recipients.size());
    List<Reported> reports = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      RecipientStatusField state = RecipientStatusField.of(states.get(i));
      boolean isSent = kind == ReportedKind.SENT;
      String context = kind == ReportedKind.DELIVERED ? replyIn(row.get("source-context")) : null;
      String reply = state.reply().isEmpty() ? context : state.reply();
      ReportBuilder report =
          new ReportBuilder(index, kind)
              .recipient(recipients.get(i))
              .providerId(id)
              .messageId(row.get("message-id"))
              .time(time)
              .detail(ReportedDetail.ENVELOPE_SENDER, sender(row))
              .detail(ReportedDetail.SUBJECT, row.get("message-subject"))
              .detail(ReportedDetail.SIZE, row.get("total-bytes"));
      if (!isSent) {
        report
            .reply(reply)
            .detail(ReportedDetail.REMOTE_HOST, first(state.host(), row.get("server-hostname")))
            .detail(ReportedDetail.REMOTE_IP, first(state.ip(), row.get("server-ip")))
            .detail(ReportedDetail.SOURCE_IP, row.get("client-ip"))
            .detail(ReportedDetail.AGENT, row.get("source").toLowerCase(Locale.ROOT));
      }
      if (kind == ReportedKind.BOUNCED) {
        report.permanent(isPermanent(report.build()));
      } else if (kind == ReportedKind.DELIVERED) {
        report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
      }
      reports.add(report.build());
    }
    return reports;
  }

  /** By the status, else by the code; null where there is neither. */
  private static @Nullable Boolean isPermanent(Reported report) {
    if (report.status().isPresent()) {
      return report.status().get().startsWith("5");
    }
    return report.code().map(code -> code >= 500).orElse(null);
  }

  /** "08DC…;250 2.6.0 … Queued mail for delivery;…": the remote server's last word. */
  private static @Nullable String replyIn(String context) {
    for (String part : context.split(";", -1)) {
      if (part.strip().startsWith("250 ")) {
        return part.strip();
      }
    }
    return null;
  }

  private static @Nullable String sender(Row row) {
    String path = row.get("return-path");
    String sender = path.isEmpty() ? row.get("sender-address") : path;
    return sender.equals("<>") ? "" : orNull(sender);
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long number(String digits) {
    try {
      return digits.isEmpty() ? 0 : Math.max(0, Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
