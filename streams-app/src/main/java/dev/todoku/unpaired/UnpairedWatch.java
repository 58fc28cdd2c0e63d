package dev.todoku.unpaired;

import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.unpaired.UnpairedMinute.Kind;
import java.util.List;

/** Watches one kind of unpaired halves of one sending side, minute by minute. Not thread-safe. */
public sealed interface UnpairedWatch permits QueueWatch, BounceFlood {

  /** A watch without history. */
  static UnpairedWatch of(Kind kind, Scope about) {
    return switch (kind) {
      case SENDS -> new QueueWatch(about);
      case BOUNCES -> new BounceFlood(about);
    };
  }

  /** Reads what {@link #encode} wrote, and continues identically. */
  static UnpairedWatch decode(Kind kind, Scope about, byte[] bytes) {
    return switch (kind) {
      case SENDS -> QueueWatch.decode(about, bytes);
      case BOUNCES -> BounceFlood.decode(about, bytes);
    };
  }

  /** Takes in a minute that is complete. They come in the order in which they are due. */
  List<Signal> add(UnpairedMinute minute);

  /** All that is due before {@code time} has come: ends what is over by then. */
  List<Signal> at(long time);

  /** Whether something is told of that has not ended. */
  boolean isOpen();

  /** When the latest minute was due, event time; 0 before the first. */
  long lastDue();

  /** The binary form. */
  byte[] encode();
}
