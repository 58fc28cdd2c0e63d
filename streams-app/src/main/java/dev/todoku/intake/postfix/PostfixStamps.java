package dev.todoku.intake.postfix;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When and where the lines of a Postfix log were written, in all frames that the intake reads, and
 * as it reads them. Not thread-safe.
 */
public final class PostfixStamps {
  private final Framings framings;

  /**
   * Stamps of lines.
   *
   * @param zone of times that name none
   */
  public PostfixStamps(ZoneId zone) {
    framings = new Framings(zone, PostfixParser::isRead);
  }

  /**
   * When and where.
   *
   * @param time milliseconds since 1970
   * @param host null when the line names none
   * @param isRead whether a program wrote it whose lines the intake reads
   */
  public record Stamp(long time, @Nullable String host, boolean isRead) {}

  /**
   * Reads a line.
   *
   * @param reference a time near that of the line, milliseconds since 1970: it gives a date its
   *     year
   * @return null when the line is in no frame that is known
   */
  public @Nullable Stamp read(String line, long reference) {
    Framing framing = framings.frame(line.strip(), reference);
    if (framing instanceof Framing.LogLine framed) {
      String host = framed.host().equals(Framing.NO_HOST) ? null : framed.host();
      return new Stamp(framed.time(), host, PostfixParser.isRead(framed.program()));
    }
    return framing instanceof Framing.Anonymous anonymous
        ? new Stamp(anonymous.time(), null, false)
        : null;
  }
}
