package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record states about one message.
 *
 * @param id the server's own id of the message; null where the record names none
 * @param arrival what the record states of the message as a whole; null where it is about attempts
 * @param reports what became of recipients
 * @param ends whether the message left the queue
 */
public record LogEntry(
    @Nullable String id, @Nullable Arrival arrival, List<Reported> reports, boolean ends) {
  public LogEntry {
    reports = List.copyOf(reports);
  }

  /** About attempts. */
  public static LogEntry of(@Nullable String id, List<Reported> reports) {
    return new LogEntry(id, null, reports, false);
  }

  /**
   * The message as the server took it on.
   *
   * @param messageId header Message-ID without brackets, null when not stated
   * @param envelopeFrom empty for the null sender, null when not stated
   * @param size in bytes, 0 when not stated
   * @param subject null when not stated
   * @param arrivedAt milliseconds since 1970, 0 when not stated
   * @param isNotice whether the server made the message itself, to report on another
   */
  public record Arrival(
      @Nullable String messageId,
      @Nullable String envelopeFrom,
      long size,
      @Nullable String subject,
      long arrivedAt,
      boolean isNotice) {}
}
