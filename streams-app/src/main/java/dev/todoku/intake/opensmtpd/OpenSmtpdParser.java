package dev.todoku.intake.opensmtpd;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.postfix.SyslogReader;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of OpenSMTPD: {@code session smtp envelope evpid=…}, {@code session mta delivery evpid=…
 * result="…" stat="…"}. The Message-ID stands in none.
 */
final class OpenSmtpdParser implements LineParser {
  private static final String LAST = "stat";

  private final SyslogReader frames;

  OpenSmtpdParser(ZoneId zone) {
    frames = new SyslogReader(zone, OpenSmtpdLog::isOurs);
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    SyslogReader.Line framed = frames.read(line, reference);
    if (framed == null) {
      return new LineResult.Unreadable("no syslog line");
    }
    String message = framed.message();
    int part = message.indexOf(' ') + 1;
    int event = message.indexOf(' ', part) + 1;
    int eventEnd = message.indexOf(' ', Math.max(event, 1));
    if (!OpenSmtpdLog.isOurs(framed.program()) || part == 0 || event == 0 || eventEnd < 0) {
      return new LineResult.Ignored(framed.time(), framed.program());
    }
    String agent = message.substring(part, event - 1);
    String named = message.substring(event, eventEnd);
    String name = named.startsWith("event=") ? named.substring("event=".length()) : named;
    boolean isArrival = agent.equals("smtp") && name.equals("envelope");
    boolean isAttempt = name.equals("delivery") && (agent.equals("mta") || agent.equals("mda"));
    if (!isArrival && !isAttempt) {
      return new LineResult.Ignored(framed.time(), framed.program());
    }
    Map<String, String> fields = fields(message, eventEnd + 1);
    String envelope = fields.get("evpid");
    if (envelope == null) {
      return new LineResult.Unreadable("line of an envelope without evpid");
    }
    boolean isNotice = "<>".equals(fields.get("from"));
    LogEntry entry =
        isArrival
            ? arrival(fields, envelope, isNotice, index, framed.time())
            : attempt(fields, agent, envelope, isNotice, index, framed.time());
    return entry == null
        ? new LineResult.Ignored(framed.time(), framed.program())
        : new LineResult.Read(framed.time(), framed.host(), agent, List.of(entry));
  }

  private static LogEntry arrival(
      Map<String, String> fields, String envelope, boolean isNotice, int index, long time) {
    String from = isNotice ? "" : ReportBuilder.bare(fields.get("from"));
    LogEntry.Arrival arrival = new LogEntry.Arrival(null, from, 0, null, time, isNotice);
    ReportBuilder sent =
        new ReportBuilder(index, ReportedKind.SENT)
            .recipient(fields.get("to"))
            .providerId(envelope)
            .time(time)
            .detail(ReportedDetail.ENVELOPE_SENDER, from);
    return new LogEntry(envelope, arrival, isNotice ? List.of() : List.of(sent.build()), false);
  }

  private static @Nullable LogEntry attempt(
      Map<String, String> fields,
      String agent,
      String envelope,
      boolean isNotice,
      int index,
      long time) {
    String result = fields.getOrDefault("result", "");
    ReportedKind kind = kind(result);
    if (kind == null) {
      return null;
    }
    String from = isNotice ? "" : ReportBuilder.bare(fields.get("from"));
    LogEntry.Arrival known = new LogEntry.Arrival(null, from, 0, null, 0, isNotice);
    if (isNotice) {
      return new LogEntry(envelope, known, List.of(), kind != ReportedKind.DEFERRED);
    }
    boolean isExpired = result.equals("Expired");
    String reply = fields.get("stat");
    String original = fields.getOrDefault("rcpt", "<->");
    String relay = fields.getOrDefault("relay", "");
    int open = relay.indexOf(" (");
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(fields.get("to"))
            .providerId(envelope)
            .time(time)
            .reply(reply)
            .detail(ReportedDetail.ENVELOPE_SENDER, from)
            .detail(
                ReportedDetail.ORIGINAL_RECIPIENT,
                original.equals("<->") ? null : ReportBuilder.bare(original))
            .detail(ReportedDetail.SOURCE_IP, withoutBrackets(fields.get("source")))
            .detail(
                ReportedDetail.REMOTE_IP,
                open < 0 ? null : withoutBrackets(relay.substring(0, open)))
            .detail(
                ReportedDetail.REMOTE_HOST,
                open < 0 ? relay : relay.substring(open + 2, relay.length() - 1))
            .detail(ReportedDetail.AGENT, agent)
            .flag(ReportedDetail.EXPIRED, isExpired);
    if (kind == ReportedKind.BOUNCED) {
      boolean isPermanent = result.equals("PermFail");
      report.permanent(isPermanent);
    } else if (kind == ReportedKind.DELIVERED) {
      report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
    }
    return new LogEntry(envelope, known, List.of(report.build()), kind != ReportedKind.DEFERRED);
  }

  private static @Nullable ReportedKind kind(String result) {
    return switch (result) {
      case "Ok" -> ReportedKind.DELIVERED;
      case "TempFail" -> ReportedKind.DEFERRED;
      case "PermFail", "Expired", "Loop" -> ReportedKind.BOUNCED;
      default -> null;
    };
  }

  /** IPv6 addresses stand in brackets. */
  private static @Nullable String withoutBrackets(@Nullable String address) {
    return address != null && address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /**
   * {@code name=value name="quoted value"}. The state, which comes last, is not always quoted and
   * may have blanks.
   */
  private static Map<String, String> fields(String message, int from) {
    Map<String, String> fields = new HashMap<>(16);
    int at = from;
    while (at < message.length()) {
      int equals = message.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = message.substring(at, equals).strip();
      int start = equals + 1;
      boolean isQuoted = message.startsWith("\"", start);
      boolean isRest = !isQuoted && name.equals(LAST);
      int end =
          isQuoted
              ? quoteEnd(message, start + 1)
              : isRest ? message.length() : blankAfterAddress(message, start);
      fields.put(name, unescaped(message.substring(isQuoted ? start + 1 : start, end)));
      at = end + (isQuoted ? 2 : 1);
    }
    return fields;
  }

  /** Syslog may have cut the closing quote. */
  private static int quoteEnd(String message, int from) {
    int at = from;
    while (at < message.length() && message.charAt(at) != '"') {
      at += message.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, message.length());
  }

  /** A local part in quotes may have blanks: an address goes on to its bracket. */
  private static int blankAfterAddress(String message, int from) {
    int bracket = message.startsWith("<", from) ? message.indexOf('>', from) : -1;
    int blank = message.indexOf(' ', Math.max(from, bracket));
    return blank < 0 ? message.length() : blank;
  }

  private static String unescaped(String value) {
    return value.indexOf('\\') < 0 ? value : value.replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
