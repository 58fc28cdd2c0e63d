package dev.todoku.unmatched;

import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.wire.UnmatchedMinute;
import dev.todoku.wire.UnmatchedMinute.Kind;
import java.util.List;

/** Watches one kind of unmatched halves of one sending side, minute by minute. Not thread-safe. */
public sealed interface UnmatchedMonitor permits QueueMonitor, BounceFlood {

  /** A watch without history. */
  static UnmatchedMonitor of(Kind kind, Scope about) {
    return switch (kind) {
      case SENDS -> new QueueMonitor(about);
      case BOUNCES -> new BounceFlood(about);
    };
  }

  /** Reads what {@link #encode} wrote, and continues identically. */
  static UnmatchedMonitor decode(Kind kind, Scope about, byte[] bytes) {
    return switch (kind) {
      case SENDS -> QueueMonitor.decode(about, bytes);
      case BOUNCES -> BounceFlood.decode(about, bytes);
    };
  }

  /** Takes in a minute that is complete. They come in the order in which they are due. */
  List<Signal> add(UnmatchedMinute minute);

  /** All that is due before {@code time} has come: ends what is over by then. */
  List<Signal> at(long time);

  /** Whether something is reported that has not ended. */
  boolean isOpen();

  /** When the latest minute was due, event time; 0 before the first. */
  long lastDue();

  /** The binary form. */
  byte[] encode();
}
