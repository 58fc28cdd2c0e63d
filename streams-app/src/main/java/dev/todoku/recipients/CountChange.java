package dev.todoku.recipients;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.wire.ProviderDelta;
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
  static List<ProviderDelta> between(List<ProviderDelta> before, List<ProviderDelta> after) {
    List<ProviderDelta> change = new ArrayList<>();
    List<ProviderDelta> left = new ArrayList<>(before);
    for (ProviderDelta delta : after) {
      if (!removeEqual(left, delta)) {
        change.add(delta);
      }
    }
    left.forEach(delta -> change.add(delta.back()));
    return change;
  }

  /** The sample is for show: that a longer reply became known counts nothing. */
  private static boolean removeEqual(List<ProviderDelta> deltas, ProviderDelta wanted) {
    for (int i = 0; i < deltas.size(); i++) {
      if (deltas.get(i).countsLike(wanted)) {
        deltas.remove(i);
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
   * @param after the same, with all trials counted by what is known then
   * @param changed Message-ID of the message that has changed, which is counted otherwise
   */
  static List<ProviderDelta> ofOthers(RecipientState before, RecipientState after, String changed) {
    List<ProviderDelta> change = new ArrayList<>();
    for (RecentMessage mark : after.messages()) {
      RecentMessage was =
          mark.messageId().equals(changed) ? null : before.message(mark.messageId()).orElse(null);
      if (was != null) {
        for (int i = 0; i < mark.trials().size(); i++) {
          addChange(change, mark, was.trials().get(i), mark.trials().get(i));
        }
        PlausibleReport plausible = mark.plausible();
        if (plausible != null) {
          change.addAll(
              between(confirmed(before, mark, plausible), confirmed(after, mark, plausible)));
        }
      }
    }
    return change;
  }

  /** What is plausible of a message and counts, as others confirm it. */
  private static List<ProviderDelta> confirmed(
      RecipientState state, RecentMessage mark, PlausibleReport plausible) {
    List<ProviderDelta> deltas = new ArrayList<>(2);
    if (PlausibleReports.confirmBounce(
        state.messages(), mark.messageId(), plausible.bounceReceivedAt())) {
      Contact contact = RecipientContact.before(state, mark.messageId(), plausible.bouncedAt());
      ProviderDelta bounce = plausible.bounce(mark.stream(), contact);
      deltas.add(bounce.ofAcceptedAt(bounce.withdrawn() ? mark.acceptedAt() : 0));
    }
    if (PlausibleReports.confirmComplaint(
        state.messages(), mark.messageId(), plausible.complaintReceivedAt())) {
      deltas.add(plausible.complaint(mark.stream()));
    }
    return deltas;
  }

  private static void addChange(
      List<ProviderDelta> change,
      RecentMessage mark,
      MessageCounts.Timed was,
      MessageCounts.Timed is) {
    Set<Figure> counted = was.trial().figures(was.contact());
    Set<Figure> due = is.trial().figures(is.contact());
    if (!counted.equals(due)) {
      change.add(delta(mark, is.at(), counted).back());
      change.add(delta(mark, is.at(), due));
    }
  }

  private static ProviderDelta delta(RecentMessage mark, long at, Set<Figure> figures) {
    return mark.stream()
        .delta(at, ProviderDelta.Count.NOTHING, false, false, null, figures)
        .ofAcceptedAt(at > mark.acceptedAt() ? mark.acceptedAt() : 0);
  }
}
