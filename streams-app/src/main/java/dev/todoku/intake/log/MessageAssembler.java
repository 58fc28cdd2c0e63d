package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import java.util.ArrayList;
import java.util.List;

/** Puts the records of one message together, by the id that the server gave it. */
public final class MessageAssembler {
  /** More than that are not kept back: the message goes by what is known of it. */
  private static final int MOST_WAITING = 256;

  /**
   * What is done with reports.
   *
   * @param joins whether each gets what other records state of the message
   * @param waits whether they are kept back until the record of the arrival has come, in whatever
   *     order records come
   * @param completesSends whether a recipient's first attempt is preceded by a report that the
   *     server took the message on for it
   * @param sendsOnArrival whether the record of the arrival reports that, too
   */
  record Mode(boolean joins, boolean waits, boolean completesSends, boolean sendsOnArrival) {}

  private final Mode mode;

  private MessageAssembler(Mode mode) {
    this.mode = mode;
  }

  /** Reports as the lines do, each at once; {@code joins}: with what other records state. */
  public static MessageAssembler atOnce(boolean joins) {
    return new MessageAssembler(new Mode(joins, false, false, true));
  }

  /** Reports what is to be published: each recipient's send before all else of it. */
  public static MessageAssembler publishing(LogFormat format) {
    return new MessageAssembler(
        new Mode(true, format.isNamedOnArrival(), true, format.isArrivalFinal()));
  }

  /** Takes in a record; {@code before} is {@link OpenMessage#UNKNOWN} for the first. */
  public Assembled take(OpenMessage before, LogEntry entry) {
    MessageDraft draft = new MessageDraft(before, mode);
    if (entry.arrival() != null) {
      draft.arrive(entry.arrival());
    }
    List<Reported> reports = new ArrayList<>(before.waiting());
    reports.addAll(entry.reports());
    boolean keepsBack = mode.waits() && !draft.isKnown() && reports.size() < MOST_WAITING;
    return keepsBack ? draft.keeping(reports) : draft.reporting(reports);
  }

  /** Reports what waits: the record of the arrival will not come. */
  public Assembled settle(OpenMessage before) {
    return new MessageDraft(before, mode).reporting(before.waiting());
  }
}
