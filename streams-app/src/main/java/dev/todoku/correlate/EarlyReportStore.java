package dev.todoku.correlate;

import dev.todoku.schema.Address;
import dev.todoku.schema.MailEvent;
import dev.todoku.streams.EarlyEventBuffer;
import dev.todoku.streams.UnmatchedSink;
import dev.todoku.wire.MessageKey;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Reports that came before their message, by the (message, recipient) that they wait for. */
final class EarlyReportStore {
  /** After that time no more recipients of a message are expected. */
  private static final long OTHERS_KNOWN_MS = 24 * 60 * 60_000L;

  /** Before a recipient in the key of a report that counts already; no address begins so. */
  private static final String KEPT_REPORT = "\u0000";

  private final EarlyEventBuffer buffer;
  private final Address address;
  private final CorrelateClock clock;
  private final long waitMs;
  private final long keptMs;

  /**
   * Reports in a store.
   *
   * @param wait how long a report waits before it is given up
   * @param kept how long it is kept then
   */
  EarlyReportStore(
      EarlyEventBuffer buffer,
      Address address,
      CorrelateClock clock,
      Duration wait,
      Duration kept) {
    this.buffer = buffer;
    this.address = address;
    this.clock = clock;
    this.waitMs = wait.toMillis();
    this.keptMs = kept.toMillis();
  }

  /** Lets a report on {@code recipient}'s message wait for it. */
  void await(MailEvent report, String recipient) {
    buffer.add(key(report.messageId(), recipient), report, waitsUntil(report.time()));
  }

  /** Takes out what waits for a message that has become known. */
  List<MailEvent> take(Bytes key) {
    return buffer.take(key);
  }

  /** Takes out at most {@code limit} reports whose time is over. */
  List<MailEvent> takeDue(int limit) {
    return buffer.takeDue(clock.watermark(), limit);
  }

  /** Keeps what was given up: its message may yet come, much too late. */
  void keep(MailEvent report) {
    String recipient = UnmatchedSink.recipientOf(report);
    buffer.keep(key(report.messageId(), recipient), report, clock.watermark());
  }

  /**
   * Keeps a report that counts as long as {@code recipient} is the only one of its message: another
   * recipient who becomes known takes some of the proof away.
   */
  void keepForOthers(MailEvent report, String recipient) {
    buffer.keep(
        key(report.messageId(), KEPT_REPORT + recipient),
        report,
        clock.watermark() - keptMs + OTHERS_KNOWN_MS);
  }

  /** A recipient of a message has become known: what was given up may have waited for another. */
  void waitAgain(String messageId) {
    buffer.waitAgain(MessageKey.first(messageId), MessageKey.last(messageId), waitsUntil(0));
  }

  private long waitsUntil(long time) {
    return Math.max(clock.watermark(), time) + waitMs;
  }

  private Bytes key(String messageId, String recipient) {
    return MessageKey.of(messageId, address.normal(recipient));
  }
}
