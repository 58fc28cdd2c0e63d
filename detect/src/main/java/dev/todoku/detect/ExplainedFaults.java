package dev.todoku.detect;

import dev.todoku.schema.Fault;
import org.jspecify.annotations.Nullable;

/** Which failed mail of its scope an incident may be the reason for, by whose problem it was. */
public enum ExplainedFaults {
  /** Any: it is about recipients, or makes a provider call them dead that are not. */
  ANY,
  /** All but what is the recipient's own: an address, a mailbox. */
  NOT_OF_RECIPIENT,
  /** What fails on the way: a sending side that reaches nobody explains no answer. */
  OF_THE_WAY;

  /**
   * Whether a mail that failed for {@code fault} may be of it.
   *
   * @param fault null while nobody knows
   */
  public boolean include(@Nullable Fault fault) {
    return switch (this) {
      case ANY -> true;
      case NOT_OF_RECIPIENT -> fault != Fault.ADDRESS && fault != Fault.MAILBOX;
      case OF_THE_WAY ->
          fault == Fault.NETWORK || fault == Fault.SENDER_SYSTEM || fault == Fault.RECEIVER_SYSTEM;
    };
  }
}
