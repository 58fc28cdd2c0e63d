package dev.todoku.intake.haraka;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.postfix.SyslogReader;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Haraka's log: {@code [LEVEL] [uuid] [outbound] …}, with a time before them or in a frame
 * of syslog. They name recipients that failed, of those that were accepted only how many there
 * were.
 */
final class HarakaLineParser implements LineParser {
  private static final String PROGRAM = "haraka";
  private static final Pattern LINE =
      Pattern.compile("\\[[A-Z]+] \\[([^\\] ]+)] \\[([a-z_./]+)] (.*)");
  private static final Pattern RECIPIENT =
      Pattern.compile("recipient (<[^>]*>|\\S+) (deferred|rejected): ?(.*)");
  private static final Pattern DELIVERED = Pattern.compile("delivered file=.* rcpts=(\\d+)/.*");
  private static final Pattern FIELD =
      Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");

  private final Times times;
  private final SyslogReader frames;

  HarakaLineParser(ZoneId zone) {
    times = new Times(new LogClock(zone));
    frames = new SyslogReader(zone, program -> program.startsWith(PROGRAM));
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    int start = line.indexOf('[');
    Matcher matcher = start < 0 ? null : LINE.matcher(line);
    if (matcher == null || !matcher.find()) {
      return new LineResult.Unreadable("neither a record of a hook nor a line of Haraka's log");
    }
    SyslogReader.Line framed = start == 0 ? null : frames.read(line, reference);
    String before = line.substring(0, matcher.start()).strip();
    long time = framed == null ? times.of(before) : framed.time();
    String host = framed == null ? null : framed.host();
    LogEntry entry =
        matcher.group(2).startsWith("outbound")
            ? entry(matcher.group(1), matcher.group(3), index, time)
            : null;
    return entry == null
        ? new LineResult.Ignored(time, PROGRAM)
        : new LineResult.Read(time, host, PROGRAM, List.of(entry));
  }

  private static @Nullable LogEntry entry(String id, String text, int index, long time) {
    Matcher failed = RECIPIENT.matcher(text);
    if (failed.matches()) {
      boolean isFinal = failed.group(2).equals("rejected");
      ReportBuilder report =
          new ReportBuilder(index, isFinal ? ReportedKind.BOUNCED : ReportedKind.DEFERRED)
              .recipient(failed.group(1))
              .providerId(id)
              .time(time)
              .reply(failed.group(3));
      if (isFinal) {
        report.permanent(report.build().code().map(code -> code >= 500).orElse(Boolean.TRUE));
      }
      return LogEntry.of(id, List.of(report.build()));
    }
    Matcher delivered = DELIVERED.matcher(text);
    if (!delivered.matches() || delivered.group(1).equals("0")) {
      return null;
    }
    ReportBuilder report =
        new ReportBuilder(index, ReportedKind.DELIVERED).providerId(id).time(time);
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      String value = field.group(2) == null ? field.group(3) : field.group(2);
      switch (field.group(1)) {
        case "host" -> report.detail(ReportedDetail.REMOTE_HOST, value);
        case "ip" -> report.detail(ReportedDetail.REMOTE_IP, value);
        case "port" -> report.detail(ReportedDetail.REMOTE_PORT, value);
        case "response" ->
            report.reply(value).detail(ReportedDetail.QUEUED_AS, NextQueueId.in(value));
        default -> {
          // What else stands there says nothing of the mail.
        }
      }
    }
    return LogEntry.of(id, List.of(report.build()));
  }
}
