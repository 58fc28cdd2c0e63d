package dev.todoku.intake.exim;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.postfix.SyslogReader;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Exim's main log: {@code date time [zone] [pid] id FLAG address fields}. Whatever {@code
 * log_selector} adds or leaves out, fields are found by their names.
 */
final class EximParser implements LineParser {
  private static final String PROGRAM = "exim";
  private static final String BY = "by ";

  /** "2026-11-20 10:00:00". */
  private static final int STAMP = 19;

  private static final int ZONE = 5;

  private final LogClock clock;
  private final SyslogReader frames;

  EximParser(ZoneId zone) {
    clock = new LogClock(zone);
    frames = new SyslogReader(zone, program -> program.startsWith(PROGRAM));
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    if (line.startsWith("\ufeff")) {
      return parse(line.substring(1), index, reference);
    }
    if (isStamped(line, 0)) {
      return stamped(line, index, null, 0);
    }
    SyslogReader.Line framed = frames.read(line, reference);
    if (framed == null) {
      return new LineResult.Unreadable("neither Exim's own line nor one of syslog");
    }
    if (!framed.program().startsWith(PROGRAM)) {
      return new LineResult.Ignored(framed.time(), framed.program());
    }
    String message = framed.message();
    int part = partOf(message);
    if (part > 1) {
      return new LineResult.Ignored(framed.time(), PROGRAM);
    }
    String whole = part == 1 ? message.substring(message.indexOf("] ") + 2) : message;
    return isStamped(whole, 0)
        ? stamped(whole, index, framed.host(), framed.time())
        : afterStamp(whole, 0, index, framed.host(), framed.time());
  }

  /**
   * Syslog limits what a line may have: Exim cuts longer ones into parts, {@code [2/3]} or {@code
   * [2\3]} before each. What matters stands in the first. 0 for a line that is whole.
   */
  private static int partOf(String message) {
    int close = message.startsWith("[") ? message.indexOf("] ") : -1;
    int slash = close < 0 ? -1 : Math.max(message.indexOf('/'), message.indexOf('\\'));
    if (slash < 2 || slash > close) {
      return 0;
    }
    int part = 0;
    for (int i = 1; i < slash; i++) {
      char c = message.charAt(i);
      if (c < '0' || c > '9' || part > 1_000) {
        return 0;
      }
      part = part * 10 + (c - '0');
    }
    return part;
  }

  private static boolean isStamped(String text, int at) {
    return text.length() >= at + STAMP
        && text.charAt(at + 4) == '-'
        && text.charAt(at + 10) == ' '
        && text.charAt(at + 13) == ':'
        && isDigit(text.charAt(at));
  }

  /** Exim's own time is the better one: it may have fractions and a zone. */
  private LineResult stamped(String line, int index, @Nullable String host, long framedAt) {
    int end = STAMP;
    while (end < line.length() && line.charAt(end) != ' ') {
      end++;
    }
    long time;
    int at = end;
    if (isZone(line, end + 1)) {
      at = end + 1 + ZONE;
      String joined = line.substring(0, end) + line.substring(end + 1, at);
      time = clock.rfc3339(joined, 0, joined.length());
    } else {
      time = clock.rfc3339(line, 0, end);
    }
    if (time == LogClock.NONE) {
      if (framedAt == 0) {
        return new LineResult.Unreadable("its time is none since 2001");
      }
      time = framedAt;
    }
    return afterStamp(line, Math.min(at + 1, line.length()), index, host, time);
  }

  private static boolean isZone(String line, int at) {
    return at + ZONE < line.length()
        && (line.charAt(at) == '+' || line.charAt(at) == '-')
        && line.charAt(at + ZONE) == ' '
        && isDigit(line.charAt(at + 1));
  }

  private LineResult afterStamp(
      String line, int from, int index, @Nullable String host, long time) {
    int at = from;
    if (at < line.length() && line.charAt(at) == '[') {
      int digits = at + 1;
      while (digits < line.length() && isDigit(line.charAt(digits))) {
        digits++;
      }
      at = line.startsWith("] ", digits) ? digits + 2 : at;
    }
    int idEnd = line.indexOf(' ', at);
    if (idEnd < 0 || !isId(line, at, idEnd)) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    String id = line.substring(at, idEnd);
    int flagEnd = line.indexOf(' ', idEnd + 1);
    String flag = line.substring(idEnd + 1, flagEnd < 0 ? line.length() : flagEnd);
    if (flag.equals("Completed")) {
      return read(time, host, new LogEntry(id, null, List.of(), true));
    }
    if (flagEnd < 0) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    int bodyAt = flagEnd + 1;
    return switch (flag) {
      case "removed" -> removal(line, bodyAt, id, index, host, time);
      case "<=" -> read(time, host, arrival(line, bodyAt, id, index, time));
      case "=>", "->", ">>" -> attempt(ReportedKind.DELIVERED, line, bodyAt, id, index, host, time);
      case "==" -> attempt(ReportedKind.DEFERRED, line, bodyAt, id, index, host, time);
      case "**" -> attempt(ReportedKind.BOUNCED, line, bodyAt, id, index, host, time);
      default -> new LineResult.Ignored(time, PROGRAM);
    };
  }

  /** "1sAbCd-000abc-Xy", since 4.97 "1sAbCd-00000001abc-0XyZ". */
  private static boolean isId(String line, int from, int to) {
    int length = to - from;
    int second = length == 16 ? 13 : length == 23 ? 18 : 0;
    if (second == 0 || line.charAt(from + 6) != '-' || line.charAt(from + second) != '-') {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      boolean isDash = i == from + 6 || i == from + second;
      if (!isDash && !isDigit(c) && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }

  private static LineResult read(long time, @Nullable String host, LogEntry entry) {
    return new LineResult.Read(time, host, PROGRAM, List.of(entry));
  }

  /** "removed by root": whom it concerns only the lines before say. */
  private static LineResult removal(
      String line, int at, String id, int index, @Nullable String host, long time) {
    if (!line.startsWith(BY, at)) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    Reported removed =
        new ReportBuilder(index, ReportedKind.DROPPED)
            .providerId(id)
            .time(time)
            .detail(ReportedDetail.DELETED_BY, line.substring(at + BY.length()).strip())
            .build();
    return read(time, host, LogEntry.of(id, List.of(removed)));
  }

  private static LogEntry arrival(String line, int at, String id, int index, long time) {
    EximFields fields = EximFields.ofArrival(line, at);
    boolean isNull = fields.address().equals("<>");
    boolean isNotice = isNull && fields.get("R") != null;
    String sender = isNull ? "" : fields.address();
    String size = fields.get("S");
    String messageId = fields.get("id");
    List<Reported> reports = new ArrayList<>();
    if (!isNotice) {
      List<String> recipients = fields.recipients();
      for (String recipient : recipients.isEmpty() ? List.of("") : recipients) {
        reports.add(
            new ReportBuilder(index, ReportedKind.SENT)
                .recipient(recipient)
                .providerId(id)
                .messageId(messageId)
                .time(time)
                .detail(ReportedDetail.ENVELOPE_SENDER, sender)
                .detail(ReportedDetail.SIZE, size)
                .detail(ReportedDetail.SUBJECT, fields.get("T"))
                .build());
      }
    }
    return new LogEntry(
        id,
        new LogEntry.Arrival(messageId, sender, number(size), fields.get("T"), time, isNotice),
        reports,
        false);
  }

  private static LineResult attempt(
      ReportedKind kind,
      String line,
      int at,
      String id,
      int index,
      @Nullable String host,
      long time) {
    EximFields fields = EximFields.ofAttempt(line, at);
    EximFailure failure = EximFailure.of(fields);
    if (kind == ReportedKind.DEFERRED && failure.isWithoutAttempt()) {
      return new LineResult.Ignored(time, PROGRAM);
    }
    boolean isDelivery = kind == ReportedKind.DELIVERED;
    boolean isOwnPolicy = kind == ReportedKind.BOUNCED && failure.isOwnPolicy();
    boolean isDropped = isOwnPolicy || (isDelivery && fields.isBlackhole());
    String reply = isDelivery ? fields.get("C") : failure.reply();
    String address = fields.recipient();
    String original = fields.original();
    ReportBuilder report =
        new ReportBuilder(index, isDropped ? ReportedKind.DROPPED : kind)
            .recipient(address)
            .providerId(id)
            .time(time)
            .reply(reply)
            .detail(ReportedDetail.REMOTE_HOST, fields.remoteHost())
            .detail(ReportedDetail.REMOTE_IP, fields.remoteIp())
            .detail(ReportedDetail.REMOTE_PORT, fields.remotePort())
            .detail(ReportedDetail.SOURCE_IP, fields.sourceIp())
            .detail(ReportedDetail.COMMAND, isDelivery ? null : failure.command())
            .detail(ReportedDetail.AGENT, fields.get("T"))
            .detail(ReportedDetail.QUEUED_AS, isDelivery ? NextQueueId.in(reply) : null)
            .detail(ReportedDetail.ORIGINAL_RECIPIENT, original.equals(address) ? null : original);
    if (kind == ReportedKind.BOUNCED && !isDropped) {
      report.permanent(failure.isPermanent());
      report.flag(ReportedDetail.EXPIRED, failure.isExpired());
    }
    return read(time, host, LogEntry.of(id, List.of(report.build())));
  }

  private static long number(@Nullable String digits) {
    try {
      return digits == null ? 0 : Math.max(0, Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
