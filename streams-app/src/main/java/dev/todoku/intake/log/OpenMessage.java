package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message in the queue of one server.
 *
 * @param messageId header Message-ID in normal form, null while no record has named it
 * @param envelopeFrom empty for the null sender, null while unknown
 * @param size in bytes, 0 while unknown
 * @param subject null while unknown
 * @param arrivedAt milliseconds since 1970, 0 while unknown
 * @param isNotice whether the server made it itself to report on another message
 * @param isKnown whether the record of its arrival was read, or is waited for no longer
 * @param recipients those of whom a record was read, at most {@value #MOST_RECIPIENTS}
 * @param waiting reports that wait for the record of the arrival
 */
public record OpenMessage(
    @Nullable String messageId,
    @Nullable String envelopeFrom,
    long size,
    @Nullable String subject,
    long arrivedAt,
    boolean isNotice,
    boolean isKnown,
    List<Recipient> recipients,
    List<Reported> waiting) {

  /** As many as a server takes in one message; beyond it the eldest are forgotten. */
  static final int MOST_RECIPIENTS = 1_000;

  /** Of which nothing is known yet. */
  public static final OpenMessage UNKNOWN =
      new OpenMessage(null, null, 0, null, 0, false, false, List.of(), List.of());

  /**
   * A recipient.
   *
   * @param address in normal form
   * @param isSent whether it was reported that the server took the message on for it
   * @param hasEnded whether its fate is known
   * @param deferrals how many attempts have failed for now
   */
  public record Recipient(String address, boolean isSent, boolean hasEnded, int deferrals) {}

  /** Whether reports wait here for the record of the arrival. */
  public boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** The stored form. */
  public byte[] encode() {
    return OpenMessageCodec.encode(this);
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException when a newer Todoku wrote it
   */
  public static OpenMessage decode(byte[] bytes) {
    return OpenMessageCodec.decode(bytes);
  }

  public OpenMessage {
    recipients = List.copyOf(recipients);
    waiting = List.copyOf(waiting);
  }
}
