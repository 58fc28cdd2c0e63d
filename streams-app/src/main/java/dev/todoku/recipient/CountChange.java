package dev.todoku.recipient;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What has to be added to a provider's figures, and taken back from them, when other facts are
 * known than before.
 */
final class CountChange {
  private CountChange() {}

  /** From what was counted of a message to what is to be counted. */
  static List<Tally> between(List<Tally> before, List<Tally> after) {
    List<Tally> change = new ArrayList<>();
    List<Tally> left = new ArrayList<>(before);
    for (Tally tally : after) {
      if (!removeEqual(left, tally)) {
        change.add(tally);
      }
    }
    left.forEach(tally -> change.add(tally.back()));
    return change;
  }

  /** The sample is for show: that a longer reply became known counts nothing. */
  private static boolean removeEqual(List<Tally> tallies, Tally wanted) {
    for (int i = 0; i < tallies.size(); i++) {
      if (tallies.get(i).countsLike(wanted)) {
        tallies.remove(i);
        return true;
      }
    }
    return false;
  }

  /**
   * What changes about the recipient's other messages when one comes to light that was sent before
   * them, so that whom they were for was known, or not; or when what came back for one confirms
   * what came back for others.
   *
   * @param changed Message-ID of the message that has changed, which is counted otherwise
   */
  static List<Tally> ofOthers(RecipientState before, RecipientState after, String changed) {
    List<Tally> change = new ArrayList<>();
    for (MessageMark mark : after.messages()) {
      if (!mark.messageId().equals(changed)) {
        for (MessageCounts.Timed timed : mark.trials()) {
          Contact was = before.contact(mark.messageId(), timed.at());
          Contact is = after.contact(mark.messageId(), timed.at());
          if (was != is) {
            addChange(change, mark, timed, was, is);
          }
        }
        if (mark.plausible() != null) {
          change.addAll(between(confirmed(before, mark), confirmed(after, mark)));
        }
      }
    }
    return change;
  }

  /** What is plausible of a message and counts, as others confirm it. */
  private static List<Tally> confirmed(RecipientState state, MessageMark mark) {
    List<Tally> tallies = new ArrayList<>(2);
    PlausibleReport plausible = mark.plausible();
    if (state.confirmsBounce(mark.messageId(), plausible.bounceReceivedAt())) {
      Contact contact = state.contact(mark.messageId(), plausible.bouncedAt());
      tallies.add(plausible.bounce(mark.stream(), contact));
    }
    if (state.confirmsComplaint(mark.messageId(), plausible.complaintReceivedAt())) {
      tallies.add(plausible.complaint(mark.stream()));
    }
    return tallies;
  }

  private static void addChange(
      List<Tally> change, MessageMark mark, MessageCounts.Timed timed, Contact was, Contact is) {
    Set<Figure> counted = timed.trial().figures(was);
    Set<Figure> due = timed.trial().figures(is);
    if (!counted.equals(due)) {
      change.add(tally(mark, timed.at(), counted).back());
      change.add(tally(mark, timed.at(), due));
    }
  }

  private static Tally tally(MessageMark mark, long at, Set<Figure> figures) {
    return mark.stream().tally(at, Tally.Count.NOTHING, false, false, null, figures);
  }
}
