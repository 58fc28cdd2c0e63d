package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * An application's word about a recipient.
 *
 * @param recipient address as it came
 * @param time when the command holds from
 * @param action what is to be done
 * @param note why, for the history; null when nobody said
 * @param by who says so, for the history; null when nobody said
 * @param mailStream the kind of mail that it is about ({@link Origin#mailStream}), for RESET and
 *     SUPPRESS; null for all mail
 */
public record RecipientCommand(
    String recipient,
    long time,
    Action action,
    @Nullable String note,
    @Nullable String by,
    @Nullable String mailStream) {

  /** What is to be done with a recipient. */
  public enum Action {
    /** Counts back to 0 and not suppressed: the address was corrected, or is to be tried again. */
    RESET,
    /** Do not send to this address. */
    SUPPRESS,
    /** Somebody knows that the address is right: one refusal does not suppress it. */
    VOUCH,
    /** The customer has another address in its place: counts back to 0. */
    ADDRESS_CHANGED
  }

  /** Of somebody unnamed. */
  public RecipientCommand(String recipient, long time, Action action, @Nullable String note) {
    this(recipient, time, action, note, null, null);
  }

  /** About all mail. */
  public RecipientCommand(
      String recipient, long time, Action action, @Nullable String note, @Nullable String by) {
    this(recipient, time, action, note, by, null);
  }

  public RecipientCommand {
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.present(action, "action");
    Required.bounded(note, "note", Limits.REPLY);
    Required.bounded(by, "by", Limits.NAME);
    Required.bounded(mailStream, "mailStream", Limits.NAME);
    boolean isOfStream = action == Action.RESET || action == Action.SUPPRESS;
    if (mailStream != null && !isOfStream) {
      throw new IllegalArgumentException(action + " is about all mail: it takes no mailStream");
    }
  }

  /** Who and why, as the history has it; null when neither is known. */
  public @Nullable String whoAndWhy() {
    if (by == null || note == null) {
      return by == null ? note : by;
    }
    String both = by + ": " + note;
    return both.length() <= Limits.REPLY ? both : both.substring(0, Limits.REPLY);
  }
}
