package dev.todoku.detect;

import dev.todoku.schema.Fault;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which failed mail of its scope an incident may be the reason for, by whose problem it was. */
public enum ExplainedFaults {
  /** Any: it is about recipients, or makes a provider call them dead that are not. */
  ANY(EnumSet.allOf(Fault.class)),
  /** All but what is the recipient's own: an address, a mailbox. */
  NOT_OF_RECIPIENT(EnumSet.complementOf(EnumSet.of(Fault.ADDRESS, Fault.MAILBOX))),
  /** What fails on the way: a sending side that reaches nobody explains no answer. */
  OF_THE_WAY(EnumSet.of(Fault.NETWORK, Fault.SENDER_SYSTEM, Fault.RECEIVER_SYSTEM));

  private final Set<Fault> faults;

  ExplainedFaults(Set<Fault> faults) {
    this.faults = faults;
  }

  /**
   * Whether a mail that failed for {@code fault} may be of it.
   *
   * @param fault null while nobody knows
   */
  public boolean include(@Nullable Fault fault) {
    return fault == null ? this != OF_THE_WAY : faults.contains(fault);
  }
}
