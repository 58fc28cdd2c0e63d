package dev.todoku.schema;

/**
 * An application's word about a recipient.
 *
 * @param recipient address as it came
 * @param time when the command holds from
 * @param action what is to be done
 * @param note why, for the history; null when nobody said
 */
public record RecipientCommand(String recipient, long time, Action action, String note) {

  /** What is to be done with a recipient. */
  public enum Action {
    /** Counts back to 0 and not suppressed: the address was corrected, or is to be tried again. */
    RESET,
    /** Do not send to this address. */
    SUPPRESS
  }

  public RecipientCommand {
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.present(action, "action");
    Required.bounded(note, "note", Limits.REPLY);
  }
}
