package dev.todoku.message;

import dev.todoku.hop.NextQueueId;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.ReportSource;
import dev.todoku.schema.Send;
import dev.todoku.schema.SendDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a message of which one event is known. All events of a message come to its state by
 * {@link MessageState#merge}.
 */
public final class EventState {
  private EventState() {}

  /** A send. */
  public static MessageState of(Send event) {
    return new MessageStateDraft(event.recipient(), event.origin())
        .identity(event.queueId(), event.envelopeId())
        .announced(event.queueId() == null || event.origin().host() == null)
        .sentAt(event.time())
        .details(event.details())
        .state();
  }

  /** An acceptance by the recipient's server, or by a hop before it. */
  public static MessageState of(Delivery event) {
    MessageStateDraft draft =
        new MessageStateDraft(event.recipient(), event.origin())
            .identity(event.queueId(), null)
            .sentAt(event.queuedAt());
    String acceptedAs = NextQueueId.in(event.reply().text());
    return event.nextHop() == null
        ? draft.deliveredAt(event.time()).details(acceptedAs(acceptedAs)).state()
        : draft
            .hop(
                HopState.accepted(
                    event.queueId(), event.nextHop(), event.time(), event.reply(), acceptedAs))
            .state();
  }

  private static SendDetails acceptedAs(@Nullable String queueId) {
    return queueId == null
        ? SendDetails.UNKNOWN
        : new SendDetails(null, null, null, null, 0, queueId, null);
  }

  /** A refusal for now. */
  public static MessageState of(Deferral event) {
    MessageStateDraft draft =
        new MessageStateDraft(event.recipient(), event.origin())
            .identity(event.queueId(), null)
            .sentAt(event.queuedAt());
    Deferrals deferral = Deferrals.of(event);
    return event.nextHop() == null
        ? draft.deferral(deferral).state()
        : draft.hop(HopState.deferred(event.queueId(), event.nextHop(), deferral)).state();
  }

  /** A bounce that the sending server knows of itself: in-band, or its queue gave up. */
  public static MessageState ofServersOwn(Bounce event) {
    MessageStateDraft draft =
        new MessageStateDraft(event.recipient(), event.origin())
            .identity(event.queueId(), event.envelopeId())
            .details(new SendDetails(event.envelopeFrom(), null, null, null, 0))
            .sentAt(event.queuedAt());
    boolean isExpiry = event.kind() == Bounce.Kind.QUEUE_EXPIRY;
    if (event.nextHop() != null) {
      return draft
          .hop(
              isExpiry
                  ? HopState.expired(event.queueId(), event.nextHop(), event.time())
                  : HopState.bounced(event.queueId(), event.nextHop(), FinalRefusal.of(event)))
          .state();
    }
    return isExpiry
        ? draft.expiredAt(event.time()).state()
        : draft.bounce(FinalRefusal.of(event)).state();
  }

  /**
   * A bounce message for what was sent to {@code recipient}.
   *
   * @param named the address that the bounce names when it is another one, else null
   */
  public static MessageState ofMessage(
      Bounce event, String recipient, @Nullable String named, MatchedBy matchedBy) {
    return new MessageStateDraft(recipient, Origin.UNKNOWN)
        .bounce(FinalRefusal.of(event))
        .matched(named, matchedBy)
        .state();
  }

  /**
   * A bounce message that came by mail, for what was sent to {@code recipient}.
   *
   * @param named the address that the bounce names when it is another one, else null
   * @param alone what it proves if the message has no other recipient
   * @param shared what it proves if it has
   */
  public static MessageState ofReport(
      Bounce event,
      String recipient,
      @Nullable String named,
      MatchedBy matchedBy,
      EvidenceGrade alone,
      EvidenceGrade shared) {
    if (shared == EvidenceGrade.PROVEN) {
      return ofMessage(event, recipient, named, matchedBy);
    }
    ReturnedBounce report =
        new ReturnedBounce(
            FinalRefusal.of(event), matchedBy, named, receivedAt(event.source(), event.time()));
    return new MessageStateDraft(recipient, Origin.UNKNOWN)
        .reports(ReturnedBounces.ofBounce(report, alone, shared))
        .state();
  }

  /** A complaint that came by mail, as a bounce message does. */
  public static MessageState ofReport(
      Complaint event, String recipient, EvidenceGrade alone, EvidenceGrade shared) {
    return shared == EvidenceGrade.PROVEN
        ? new MessageStateDraft(recipient, Origin.UNKNOWN).complainedAt(event.time()).state()
        : new MessageStateDraft(recipient, Origin.UNKNOWN)
            .reports(
                ReturnedBounces.ofComplaint(
                    event.time(), receivedAt(event.source(), event.time()), alone, shared))
            .state();
  }

  /** The mailbox of {@code recipient} answered by itself. */
  public static MessageState ofAutoReply(String recipient, long time) {
    return new MessageStateDraft(recipient, Origin.UNKNOWN).autoRepliedAt(time).state();
  }

  /** The Message-ID was sent to {@code recipient} again at {@code time}. */
  public static MessageState ofResend(String recipient, long time) {
    return new MessageStateDraft(recipient, Origin.UNKNOWN).resends(List.of(time)).state();
  }

  /** A message to {@code recipient} was sent to others, too. */
  public static MessageState ofShared(String recipient) {
    return new MessageStateDraft(recipient, Origin.UNKNOWN).reports(ReturnedBounces.SHARED).state();
  }

  private static long receivedAt(@Nullable ReportSource source, long otherwise) {
    return source == null || source.receivedAt() == 0 ? otherwise : source.receivedAt();
  }

  /** An open, a click, or that the recipient unsubscribed. */
  public static MessageState of(Engagement event) {
    boolean isEnd = event.kind() == Engagement.Kind.UNSUBSCRIBE;
    return new MessageStateDraft(event.recipient(), Origin.UNKNOWN)
        .engagedAt(event.time())
        .unsubscribedAt(isEnd ? event.time() : 0)
        .state();
  }

  /** A complaint that counts. */
  public static MessageState of(Complaint event) {
    return new MessageStateDraft(event.recipient(), Origin.UNKNOWN)
        .complainedAt(event.time())
        .state();
  }
}
