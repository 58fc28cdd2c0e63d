package dev.todoku.recipients;

import dev.todoku.detect.Attempt;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.ContactTrial;
import dev.todoku.detect.Figure;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.wire.ProviderDelta;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came back by mail for a message and is plausible only: it counts when the same comes for
 * another message of the recipient, a day or more apart. Enough of it is kept to count it then.
 *
 * @param bouncedAt when a bounce message says it failed, 0 when none came
 * @param bounceReceivedAt when that came, 0 when none did
 * @param kind what the failure counts as
 * @param reason why it failed
 * @param countedReason the reason that the provider's figures have, null when none came
 * @param expired whether a queue gave up
 * @param accepted whether the message had been accepted
 * @param returned whether it counts as returned mail, whoever the recipient is
 * @param trial what it says of the recipient, null when nothing
 * @param complainedAt when a complaint was made, 0 when none was
 * @param complaintReceivedAt when that came, 0 when none did
 */
record PlausibleReport(
    long bouncedAt,
    long bounceReceivedAt,
    RecentMessage.Kind kind,
    Reason reason,
    @Nullable Reason countedReason,
    boolean expired,
    boolean accepted,
    boolean returned,
    @Nullable ContactTrial trial,
    long complainedAt,
    long complaintReceivedAt) {

  /** Reports of one day may be of one hand. */
  private static final long APART_MS = 24 * 3_600_000L;

  /**
   * What is plausible of the facts of a message; null when nothing is.
   *
   * @param confirmed the outcome as it is if all that is plausible counts
   * @param believed whether "user unknown" is believed
   */
  static @Nullable PlausibleReport of(MessageState state, Outcome confirmed, boolean believed) {
    long bounceReceivedAt = confirmed.status().isFailure() ? state.plausibleBounceReceivedAt() : 0;
    long complaintReceivedAt = state.plausibleComplaintReceivedAt();
    if (bounceReceivedAt == 0 && complaintReceivedAt == 0) {
      return null;
    }
    boolean isBounce = bounceReceivedAt != 0;
    Attempt attempt =
        new Attempt(
            confirmed.status(), confirmed.reason(), confirmed.reply(), Contact.UNPROVEN, false);
    return new PlausibleReport(
        isBounce ? confirmed.bouncedAt() : 0,
        bounceReceivedAt,
        RecentMessage.kind(confirmed, believed),
        confirmed.reason(),
        isBounce ? MessageCounts.countedReason(confirmed) : null,
        confirmed.status() == Status.EXPIRED,
        confirmed.deliveredAt() != 0,
        isBounce && attempt.returned().contains(Figure.RETURNED),
        isBounce ? attempt.returnedTrial() : null,
        complaintReceivedAt == 0 ? 0 : confirmed.complainedAt(),
        complaintReceivedAt);
  }

  /** Whether two that came at these times confirm each other; false where one did not come. */
  static boolean areApart(long receivedAt, long otherReceivedAt) {
    return receivedAt != 0
        && otherReceivedAt != 0
        && Math.abs(receivedAt - otherReceivedAt) >= APART_MS;
  }

  /** What the bounce message adds to the provider's figures once it is confirmed. */
  ProviderDelta bounce(RecentMessage.Stream stream, Contact contact) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    if (accepted && trial != null) {
      figures.addAll(trial.figures(contact));
    } else if (accepted && returned) {
      figures.add(Figure.RETURNED);
    }
    return stream.delta(
        bouncedAt,
        expired ? ProviderDelta.Count.EXPIRED : ProviderDelta.Count.BOUNCED,
        accepted,
        false,
        countedReason,
        figures);
  }

  /** What the complaint adds once it is confirmed. */
  ProviderDelta complaint(RecentMessage.Stream stream) {
    return stream.delta(
        complainedAt,
        ProviderDelta.Count.NOTHING,
        false,
        true,
        null,
        EnumSet.of(Figure.COMPLAINTS));
  }
}
