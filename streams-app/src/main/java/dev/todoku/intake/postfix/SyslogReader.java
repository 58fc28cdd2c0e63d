package dev.todoku.intake.postfix;

import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lines of other programs than Postfix's in the frames that are known for Postfix's: syslog in its
 * forms, JSON of shippers, containers' runtimes.
 */
public final class SyslogReader {
  private final Framings framings;

  /**
   * @param programs whether a program's name is one whose lines are looked for
   * @param zone of times that name none
   */
  public SyslogReader(ZoneId zone, Predicate<String> programs) {
    framings = new Framings(zone, programs);
  }

  /**
   * A log message out of its frame.
   *
   * @param time in milliseconds since 1970
   * @param program without its process id
   */
  public record Line(long time, String host, String program, String message) {}

  /**
   * Reads a line.
   *
   * @param reference a time near that of the line, by which a date gets its year
   * @return null when it is in no frame that is known, or names no program
   */
  public @Nullable Line read(String line, long reference) {
    return framings.frame(line, reference) instanceof Framing.LogLine framed
        ? new Line(
            framed.time(), framed.host(), framed.program(), withoutMessageId(framed.message()))
        : null;
  }

  /** Solaris writes {@code [ID 801593 mail.info] } before each message. */
  private static String withoutMessageId(String message) {
    int end = message.startsWith("[ID ") ? message.indexOf("] ") : -1;
    return end < 0 ? message : message.substring(end + 2);
  }
}
