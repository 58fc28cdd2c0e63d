package dev.todoku.intake.postfix;

import dev.todoku.schema.Limits;

/**
 * Lines as syslog writes them: BSD syslog (RFC 3164), the same with an RFC 3339 time, and RFC 5424;
 * each with or without the leading priority.
 */
final class SyslogFraming {
  private final LogClock clock;
  private String lastHost = "";

  SyslogFraming(LogClock clock) {
    this.clock = clock;
  }

  Framing frame(String line, long reference) {
    int at = afterPriority(line);
    if (line.startsWith("1 ", at) && (at > 0 || isDigit(line, 2))) {
      return rfc5424(line, at + 2);
    }
    return at < line.length() && Character.isDigit(line.charAt(at))
        ? rfc3339(line, at)
        : bsd(line, at, reference);
  }

  private Framing bsd(String line, int at, long reference) {
    long time = clock.bsd(line, at, reference);
    if (time == LogClock.NONE) {
      return new Framing.Unframed("no syslog line: it does not begin with a time");
    }
    return afterTime(line, at + LogClock.BSD_LENGTH, time, true);
  }

  private Framing rfc3339(String line, int at) {
    int end = line.indexOf(' ', at);
    long time = end < 0 ? LogClock.NONE : clock.rfc3339(line, at, end);
    if (time == LogClock.NONE) {
      return new Framing.Unframed("no syslog line: its time is not one of RFC 3339 since 2001");
    }
    return afterTime(line, end, time, line.charAt(Math.min(end, at + 19)) != '.');
  }

  /** Reads " host program[pid]: message". */
  private Framing afterTime(String line, int at, long time, boolean wholeSeconds) {
    int hostAt = skipBlanks(line, at);
    int hostEnd = line.indexOf(' ', hostAt);
    if (hostAt == at || hostEnd < 0) {
      return new Framing.Unframed("cut syslog line: it ends before the message");
    }
    int programAt = skipBlanks(line, hostEnd);
    int programEnd = programEnd(line, programAt);
    int colon = line.indexOf(": ", programEnd);
    boolean hasProcessId = programEnd < line.length() && line.charAt(programEnd) == '[';
    boolean isTag = hasProcessId ? colon > 0 && line.charAt(colon - 1) == ']' : colon == programEnd;
    if (!isTag || programEnd == programAt) {
      return new Framing.Anonymous(time);
    }
    return framed(
        time,
        wholeSeconds,
        host(line, hostAt, hostEnd),
        line.substring(programAt, programEnd),
        line.substring(colon + 2));
  }

  /**
   * RFC 5424 section 6, from its timestamp on: time host program pid id structured-data message.
   */
  private Framing rfc5424(String line, int at) {
    int[] ends = new int[5];
    int from = at;
    for (int field = 0; field < ends.length; field++) {
      ends[field] = line.indexOf(' ', from);
      if (ends[field] < 0) {
        return new Framing.Unframed("cut syslog line: its header has less than five fields");
      }
      from = ends[field] + 1;
    }
    long time = clock.rfc3339(line, at, ends[0]);
    if (time == LogClock.NONE) {
      return new Framing.Unframed("syslog line whose time is not one of RFC 3339 since 2001");
    }
    int message = afterStructuredData(line, from);
    if (message < 0) {
      return new Framing.Unframed("cut syslog line: its structured data does not end");
    }
    return framed(
        time,
        line.charAt(at + 19) != '.',
        line.substring(ends[0] + 1, ends[1]),
        line.substring(ends[1] + 1, ends[2]),
        withoutByteOrderMark(line.substring(message)));
  }

  /** RFC 5424 section 6.4: a message in UTF-8 begins with one. */
  private static String withoutByteOrderMark(String message) {
    return message.startsWith("\ufeff") ? message.substring(1) : message;
  }

  static Framing framed(
      long time, boolean wholeSeconds, String host, String program, String message) {
    String problem = Field.problem(host, "host name", Limits.DOMAIN);
    if (problem != null) {
      return new Framing.Unframed(problem);
    }
    return new Framing.LogLine(time, wholeSeconds, host, program, message);
  }

  /** Index of the end of the program's name in "program[pid]: …". */
  static int programEnd(String line, int from) {
    int at = from;
    while (at < line.length() && "[: ".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int afterStructuredData(String line, int from) {
    if (line.startsWith("-", from)) {
      return Math.min(line.length(), from + 2);
    }
    boolean isQuoted = false;
    for (int at = from; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ' ' && !isQuoted && line.charAt(at - 1) == ']') {
        return at + 1;
      }
    }
    return -1;
  }

  /** Index after "&lt;22&gt;", 0 without one. */
  private static int afterPriority(String line) {
    if (!line.startsWith("<")) {
      return 0;
    }
    int end = line.indexOf('>');
    return end >= 2 && end <= 4 ? end + 1 : 0;
  }

  /** Almost always the host of the line before, of which it is known that it is none but a host. */
  private String host(String line, int from, int to) {
    String last = lastHost;
    if (last.length() == to - from && line.startsWith(last, from)) {
      return last;
    }
    String host = line.substring(from, to);
    if (PrefixTokens.isLevelOrStream(host)) {
      return Framing.NO_HOST;
    }
    lastHost = host;
    return host;
  }

  private static boolean isDigit(String line, int at) {
    return at < line.length() && Character.isDigit(line.charAt(at));
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
