package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import java.util.ArrayList;
import java.util.List;

/** Puts the records of one message together, by the id that the server gave it. */
public final class MessageAssembler {
  /** More than that are not kept back: the message goes by what is known of it. */
  private static final int MOST_WAITING = 256;

  private final boolean joins;
  private final boolean waits;

  private MessageAssembler(boolean joins, boolean waits) {
    this.joins = joins;
    this.waits = waits;
  }

  /** Reports at once; {@code joins} says whether with what other records state. */
  public static MessageAssembler atOnce(boolean joins) {
    return new MessageAssembler(joins, false);
  }

  /** Keeps reports back until the record of the arrival has come, in whatever order they come. */
  public static MessageAssembler waiting() {
    return new MessageAssembler(true, true);
  }

  /** Takes in a record; {@code before} is {@link OpenMessage#UNKNOWN} for the first. */
  public Assembled take(OpenMessage before, LogEntry entry) {
    MessageDraft draft = new MessageDraft(before, joins);
    if (entry.arrival() != null) {
      draft.arrive(entry.arrival());
    }
    List<Reported> reports = new ArrayList<>(before.waiting());
    reports.addAll(entry.reports());
    boolean keepsBack = waits && !draft.isKnown() && reports.size() < MOST_WAITING;
    return keepsBack ? draft.keeping(reports) : draft.reporting(reports);
  }

  /** Reports what waits: the record of the arrival will not come. */
  public Assembled settle(OpenMessage before) {
    return new MessageDraft(before, joins).reporting(before.waiting());
  }
}
