package dev.todoku.recipients;

import dev.todoku.message.BounceIdentities;
import dev.todoku.message.Resends;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message behind a bounce that names no known Message-ID, among the recent messages of
 * the recipient that it names.
 */
public final class BounceMatcher {
  /** A bounce may be stamped a little before the acceptance it follows. */
  private static final long CLOCK_SKEW_MS = 5 * 60_000;

  private final long joinWindowMs;

  public BounceMatcher(long joinWindowMs) {
    this.joinWindowMs = joinWindowMs;
  }

  /**
   * The message that {@code bounce} is about, as a bounce that names it.
   *
   * <p>A bounce that names a Message-ID which was never sent is not matched by recipient and time:
   * it is about somebody else's mail, or forged (case 33). Who is found by recipient and time is
   * the latest whose mail was accepted by then, which is known when everything until then is.
   *
   * @param knownUntil event time up to which all mail of the recipient is known
   */
  public Optional<Bounce> find(
      RecipientState state, String recipient, Bounce bounce, long knownUntil) {
    int envelope = IdentityHash.ofEnvelope(bounce.envelopeId());
    int queue = IdentityHash.ofQueue(host(bounce), bounce.queueId());
    long latest = latestAcceptance(state, bounce, knownUntil);
    for (MatchedBy step : BounceIdentities.of(bounce)) {
      Optional<RecentMessage> found =
          state.messages().stream()
              .filter(mark -> isWithinWindow(mark, bounce))
              .filter(
                  mark ->
                      switch (step) {
                        case ENVELOPE_ID -> mark.envelopeHash() == envelope;
                        case QUEUE_ID -> mark.queueHash() == queue && queue != 0;
                        case RECIPIENT_AND_TIME ->
                            mark.acceptedAt() != 0 && mark.acceptedAt() <= latest;
                        case MESSAGE_ID -> false;
                      })
              .max(
                  Comparator.comparingLong(RecentMessage::acceptedAt)
                      .thenComparing(RecentMessage::messageId));
      if (found.isPresent()) {
        String messageId = Resends.messageId(found.get().messageId());
        return Optional.of(bounce.matched(messageId, recipient, step));
      }
    }
    return Optional.empty();
  }

  /** Up to when an acceptance may be the one; 0 while that cannot be decided. */
  private static long latestAcceptance(RecipientState state, Bounce bounce, long knownUntil) {
    boolean isBefore =
        state.messages().stream()
            .anyMatch(mark -> mark.acceptedAt() != 0 && mark.acceptedAt() <= bounce.time());
    long latest = isBefore ? bounce.time() : bounce.time() + CLOCK_SKEW_MS;
    return latest <= knownUntil ? latest : 0;
  }

  /** When more may be known of who is meant, event time after {@code time}. */
  public static long nextLook(Bounce bounce, long time) {
    return time < bounce.time() ? bounce.time() : bounce.time() + CLOCK_SKEW_MS;
  }

  private boolean isWithinWindow(RecentMessage mark, Bounce bounce) {
    long since = mark.acceptedAt() == 0 ? mark.at() : mark.acceptedAt();
    return bounce.time() - since <= joinWindowMs;
  }

  private static @Nullable String host(Bounce bounce) {
    return bounce.origin().host() == null ? bounce.reportingHost() : bounce.origin().host();
  }
}
