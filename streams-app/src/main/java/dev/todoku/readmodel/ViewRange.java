package dev.todoku.readmodel;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How far back figures are looked at, and in how fine slots. */
public enum ViewRange {
  HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1), 1_000),
  DAY("24h", Duration.ofDays(1), Duration.ofMinutes(10), 1_000),
  WEEK("7d", Duration.ofDays(7), Duration.ofHours(1), 300),
  MONTH("30d", Duration.ofDays(30), Duration.ofHours(6), 300);

  private final String word;
  private final Duration length;
  private final Duration slot;
  private final int flowsPerSlot;

  ViewRange(String word, Duration length, Duration slot, int flowsPerSlot) {
    this.word = word;
    this.length = length;
    this.slot = slot;
    this.flowsPerSlot = flowsPerSlot;
  }

  /** The range that a word names, such as {@code 24h}; empty when it names none. */
  public static Optional<ViewRange> of(String word) {
    return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst();
  }

  /** As it stands in addresses. */
  public String word() {
    return word;
  }

  /** How long it is, milliseconds. */
  public long lengthMs() {
    return length.toMillis();
  }

  /** How long a slot is, milliseconds. */
  public long slotMs() {
    return slot.toMillis();
  }

  /**
   * What a slot holds of combinations, some 400 bytes each; further ones are added up by provider
   * alone.
   */
  int flowsPerSlot() {
    return flowsPerSlot;
  }

  /** With providers alone so many; further ones are added up as one. */
  int mostPerSlot() {
    return flowsPerSlot + flowsPerSlot / 2;
  }
}
