package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RecipientHealth}; what is not set is 0, false or empty. Not thread-safe. */
public final class RecipientHealthBuilder {
  private final String recipient;
  private final long time;
  private final RecipientHealth.Change change;
  private int deadCount;
  private int softCount;
  private boolean suppressed;
  private boolean proven;
  private long firstSeenAt;
  private long lastAcceptedAt;
  private List<RecipientHealth.Failure> because = List.of();
  private @Nullable String note;
  private List<String> suppressedStreams = List.of();

  RecipientHealthBuilder(String recipient, long time, RecipientHealth.Change change) {
    this.recipient = recipient;
    this.time = time;
    this.change = change;
  }

  /** Sets how many messages were refused as dead since the last acceptance or reset. */
  public RecipientHealthBuilder deadCount(int count) {
    deadCount = count;
    return this;
  }

  /** Sets how many were given up since then for other faults of the recipient. */
  public RecipientHealthBuilder softCount(int count) {
    softCount = count;
    return this;
  }

  /** Sets whether the sender should stop sending to it. */
  public RecipientHealthBuilder suppressed(boolean isSuppressed) {
    suppressed = isSuppressed;
    return this;
  }

  /** Sets whether a message was accepted in the last 90 days with no bounce since. */
  public RecipientHealthBuilder proven(boolean isProven) {
    proven = isProven;
    return this;
  }

  /** Sets the event time of the first outcome, 0 when there was none. */
  public RecipientHealthBuilder firstSeenAt(long epochMillis) {
    firstSeenAt = epochMillis;
    return this;
  }

  /** Sets the last acceptance that still stands, 0 when there is none. */
  public RecipientHealthBuilder lastAcceptedAt(long epochMillis) {
    lastAcceptedAt = epochMillis;
    return this;
  }

  /** Sets the failures that count now, oldest first. */
  public RecipientHealthBuilder because(List<RecipientHealth.Failure> failures) {
    because = failures;
    return this;
  }

  /** Sets the note of the change, null when it has none. */
  public RecipientHealthBuilder note(@Nullable String text) {
    note = text;
    return this;
  }

  /** Sets the mail streams that alone are not to be sent to it, by name. */
  public RecipientHealthBuilder suppressedStreams(List<String> streams) {
    suppressedStreams = streams;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public RecipientHealth build() {
    return new RecipientHealth(
        recipient,
        time,
        change,
        deadCount,
        softCount,
        suppressed,
        proven,
        firstSeenAt,
        lastAcceptedAt,
        because,
        note,
        suppressedStreams);
  }
}
