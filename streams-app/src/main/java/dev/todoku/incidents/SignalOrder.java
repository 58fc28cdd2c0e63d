package dev.todoku.incidents;

import dev.todoku.schema.Signal;
import java.util.Comparator;

/**
 * The order in which signals are folded, whatever the order in which they came. Total: no two
 * signals that differ are equal in it.
 *
 * <p>By event time. At the same time, the alarm that began earlier comes first, and of one alarm
 * its beginning before its end: {@link Signal.State} has them in that order. So an end never
 * precedes its own beginning, and an alarm that ended in the minute in which the next began is not
 * taken for the end of the next. The rest only makes the order total.
 */
final class SignalOrder {
  static final Comparator<Signal> TOTAL =
      Comparator.comparingLong(Signal::time)
          .thenComparingLong(Signal::onset)
          .thenComparing(Signal::state)
          .thenComparing(signal -> signal.scope().key())
          .thenComparing(Signal::cause)
          .thenComparing(signal -> signal.evidence().failureType());

  /** Of two signals that are the same but for their figures, the greater is kept. */
  static final Comparator<Signal> FIGURES =
      Comparator.comparingLong((Signal signal) -> signal.evidence().failures())
          .thenComparingLong(signal -> signal.evidence().attempts())
          .thenComparing(Signal::severity)
          .thenComparingLong(signal -> -signal.onset());

  private SignalOrder() {}

  /** Whether both are the same word of the same detector, perhaps with other figures. */
  static boolean isSame(Signal one, Signal other) {
    return one.state() == other.state() && isOfSameMinute(one, other);
  }

  /** Whether a withdrawal of one takes back the other. */
  static boolean isOfSameMinute(Signal one, Signal other) {
    return one.time() == other.time()
        && one.cause() == other.cause()
        && one.evidence().failureType() == other.evidence().failureType()
        && one.scope().equals(other.scope());
  }
}
