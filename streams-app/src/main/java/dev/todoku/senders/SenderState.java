package dev.todoku.senders;

import org.jspecify.annotations.Nullable;

/**
 * The two days of a sender to which rows may still come.
 *
 * @param newest the latest day, null when nothing is known yet
 * @param previous the day with rows before it, null when there is none
 */
public record SenderState(@Nullable SenderDay newest, @Nullable SenderDay previous) {

  /** A sender of whom nothing is known. */
  public static final SenderState NONE = new SenderState(null, null);
}
