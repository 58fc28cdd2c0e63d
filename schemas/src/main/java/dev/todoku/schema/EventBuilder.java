package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * What the builders of the large events share. What is not set is unknown. Not thread-safe.
 *
 * @param <B> the builder itself, so that calls chain
 */
abstract sealed class EventBuilder<B extends EventBuilder<B>> permits SendBuilder, AttemptBuilder {
  final String recipient;
  final long time;
  @Nullable String queueId;
  Origin origin = Origin.UNKNOWN;

  EventBuilder(String recipient, long time) {
    this.recipient = recipient;
    this.time = time;
  }

  abstract B self();

  /** Sets the sending server's queue id, null when unknown. */
  public B queueId(@Nullable String id) {
    queueId = id;
    return self();
  }

  /** Sets where the message comes from; null is as {@link Origin#UNKNOWN}. */
  public B origin(@Nullable Origin from) {
    origin = from == null ? Origin.UNKNOWN : from;
    return self();
  }
}
