package dev.todoku.recipients;

import dev.todoku.message.Resends;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.streams.SuppressionThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a recipient's state comes to.
 *
 * @param deadCount messages refused as dead since the last acceptance or reset
 * @param softCount messages given up for other faults of the recipient since then
 * @param suppressed whether the sender should stop sending
 * @param lastAcceptedAt last acceptance that still stands, 0 when there is none
 * @param proven whether that acceptance is proof of life still
 * @param because the failures that count, oldest first
 * @param suppressedStreams mail streams that are not to be sent, though other mail is
 */
record SuppressionStatus(
    int deadCount,
    int softCount,
    boolean suppressed,
    long lastAcceptedAt,
    boolean proven,
    List<RecipientHealth.Failure> because,
    List<String> suppressedStreams) {

  /**
   * What the state comes to. Failures count from the last standing acceptance or reset on. A dead
   * address that took mail within 90 days counts as soft (case 6): before the block that may hide
   * behind such a reply is ruled out, one reply does not cost a living recipient. A reply that may
   * mean something else counts as soft, too, until a second one calls the address dead.
   */
  static SuppressionStatus of(RecipientState state, SuppressionThresholds thresholds) {
    List<RecentMessage> known = PlausibleReports.asProven(state.messages(), null);
    long lastAccepted = lastAcceptedAt(state, known);
    long since = Math.max(lastAccepted, state.resetAt());
    boolean isDoubtRuledOut = deadSince(known, since) > 1;
    int dead = 0;
    int soft = 0;
    long lastFailure = 0;
    List<RecipientHealth.Failure> because = new ArrayList<>();
    for (RecentMessage mark : known) {
      if (mark.kind().isFailure() && mark.kind() != RecentMessage.Kind.UNBELIEVED) {
        lastFailure = Math.max(lastFailure, mark.at());
      }
      if (!mark.kind().isCounted() || mark.at() <= since) {
        continue;
      }
      boolean isDead =
          mark.kind() == RecentMessage.Kind.DEAD
              && (!mark.doubtful() || isDoubtRuledOut)
              && !RecipientContact.isWithinProof(
                  Math.max(lastAccepted, state.vouchedAt()), mark.at());
      dead += isDead ? 1 : 0;
      soft += isDead ? 0 : 1;
      because.add(
          new RecipientHealth.Failure(
              Resends.messageId(mark.messageId()), mark.at(), mark.reason(), isDead));
    }
    boolean suppressed =
        state.suppressedAt() > state.resetAt()
            || lastComplaintAt(state, known) > state.resetAt()
            || dead >= thresholds.dead()
            || soft >= thresholds.soft();
    boolean proven = lastAccepted != 0 && lastFailure <= lastAccepted;
    return new SuppressionStatus(
        dead, soft, suppressed, lastAccepted, proven, because, streams(state, known));
  }

  /** What was said last of a stream holds, and a reset of the address holds for all of them. */
  private static List<String> streams(RecipientState state, List<RecentMessage> known) {
    RecipientState all = state;
    for (RecentMessage mark : known) {
      Optional<StreamSuppression> complaint = mark.streamComplaint();
      if (complaint.isPresent()) {
        all =
            all.withStreamSuppression(complaint.get().mailStream(), complaint.get().suppressedAt());
      }
    }
    return all.streams().stream()
        .filter(stream -> stream.suppressedAt() > Math.max(stream.resetAt(), state.resetAt()))
        .map(StreamSuppression::mailStream)
        .toList();
  }

  private static long deadSince(List<RecentMessage> known, long since) {
    return known.stream()
        .filter(mark -> mark.kind() == RecentMessage.Kind.DEAD && mark.at() > since)
        .count();
  }

  private static long lastComplaintAt(RecipientState state, List<RecentMessage> known) {
    long last = state.complainedAt();
    for (RecentMessage mark : known) {
      last = Math.max(last, mark.mailStream() == null ? mark.complainedAt() : 0);
    }
    return last;
  }

  private static long lastAcceptedAt(RecipientState state, List<RecentMessage> known) {
    long last = state.olderAcceptedAt();
    for (RecentMessage mark : known) {
      if (mark.kind() == RecentMessage.Kind.ACCEPTED) {
        last = Math.max(last, mark.acceptedAt());
      }
    }
    return last;
  }

  /** Event time of the latest that is known of a recipient, 0 when nothing is. */
  static long lastEventAt(RecipientState state) {
    long last =
        Math.max(
            Math.max(state.resetAt(), state.suppressedAt()),
            lastComplaintAt(state, PlausibleReports.asProven(state.messages(), null)));
    for (RecentMessage mark : state.messages()) {
      last = Math.max(last, Math.max(mark.at(), mark.complainedAt()));
      last = Math.max(last, mark.unsubscribedAt());
    }
    for (StreamSuppression stream : state.streams()) {
      last = Math.max(last, stream.at());
    }
    return last;
  }

  /** Whether nothing need be reported: a failure that turns out to be another one is news, too. */
  boolean countsLike(SuppressionStatus other) {
    return deadCount == other.deadCount
        && softCount == other.softCount
        && suppressed == other.suppressed
        && suppressedStreams.equals(other.suppressedStreams)
        && because.equals(other.because);
  }
}
