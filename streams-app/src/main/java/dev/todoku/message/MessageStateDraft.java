package dev.todoku.message;

import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.SendDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link MessageState} in the making: nothing is known but what is set. */
final class MessageStateDraft {
  private String recipient;
  private @Nullable String provider;
  private @Nullable String queueId;
  private @Nullable String envelopeId;
  private MessageOrigin origins;
  private boolean announced;
  private long sentAt;
  private @Nullable Deferrals deferral;
  private long deliveredAt;
  private long expiredAt;
  private @Nullable FinalRefusal bounce;
  private @Nullable String bounceNamed;
  private @Nullable MatchedBy matchedBy;
  private long engagedAt;
  private long complainedAt;
  private ReturnedBounces reports = ReturnedBounces.NONE;
  private SendingRoute way = SendingRoute.NONE;
  private SendDetails details = SendDetails.UNKNOWN;
  private List<Long> resends = List.of();
  private long autoRepliedAt;
  private long unsubscribedAt;

  MessageStateDraft(String recipient, Origin origin) {
    this(recipient, MessageOrigin.of(origin));
  }

  MessageStateDraft(String recipient, MessageOrigin origins) {
    this.recipient = recipient;
    this.origins = origins;
  }

  /** All that is known already. */
  MessageStateDraft(MessageState known) {
    recipient = known.recipient();
    provider = known.provider();
    queueId = known.queueId();
    envelopeId = known.envelopeId();
    origins = known.origins();
    announced = known.announced();
    sentAt = known.sentAt();
    deferral = known.deferral();
    deliveredAt = known.deliveredAt();
    expiredAt = known.expiredAt();
    bounce = known.bounce();
    bounceNamed = known.bounceNamed();
    matchedBy = known.matchedBy();
    engagedAt = known.engagedAt();
    complainedAt = known.complainedAt();
    reports = known.reports();
    way = known.way();
    details = known.details();
    resends = known.resends();
    autoRepliedAt = known.autoRepliedAt();
    unsubscribedAt = known.unsubscribedAt();
  }

  MessageStateDraft recipient(String address) {
    recipient = address;
    return this;
  }

  MessageStateDraft origins(MessageOrigin said) {
    origins = said;
    return this;
  }

  MessageStateDraft provider(@Nullable String name) {
    provider = name;
    return this;
  }

  /** The queue that the message is in, too. */
  MessageStateDraft identity(@Nullable String queue, @Nullable String envelope) {
    queueId = queue;
    way = SendingRoute.of(queue);
    envelopeId = envelope;
    return this;
  }

  MessageStateDraft announced(boolean isAnnounced) {
    announced = isAnnounced;
    return this;
  }

  MessageStateDraft sentAt(long time) {
    sentAt = time;
    return this;
  }

  MessageStateDraft deferral(@Nullable Deferrals deferrals) {
    deferral = deferrals;
    return this;
  }

  MessageStateDraft deliveredAt(long time) {
    deliveredAt = time;
    return this;
  }

  MessageStateDraft expiredAt(long time) {
    expiredAt = time;
    return this;
  }

  MessageStateDraft bounce(@Nullable FinalRefusal refusal) {
    bounce = refusal;
    return this;
  }

  /** How a bounce message was matched, and the address that it names when it is another one. */
  MessageStateDraft matched(@Nullable String named, @Nullable MatchedBy by) {
    bounceNamed = named;
    matchedBy = by;
    return this;
  }

  MessageStateDraft engagedAt(long time) {
    engagedAt = time;
    return this;
  }

  MessageStateDraft complainedAt(long time) {
    complainedAt = time;
    return this;
  }

  MessageStateDraft reports(ReturnedBounces returned) {
    reports = returned;
    return this;
  }

  MessageStateDraft way(SendingRoute route) {
    way = route;
    return this;
  }

  /** What became of it at one more hop. */
  MessageStateDraft hop(HopState hop) {
    way = way.with(hop);
    return this;
  }

  /** Nothing is known of hops. */
  MessageStateDraft withoutHops() {
    way = SendingRoute.of(queueId);
    return this;
  }

  MessageStateDraft details(SendDetails known) {
    details = Details.stored(known);
    return this;
  }

  MessageStateDraft resends(List<Long> times) {
    resends = times;
    return this;
  }

  MessageStateDraft autoRepliedAt(long time) {
    autoRepliedAt = time;
    return this;
  }

  MessageStateDraft unsubscribedAt(long time) {
    unsubscribedAt = time;
    return this;
  }

  MessageState state() {
    return new MessageState(
        recipient,
        provider,
        queueId,
        envelopeId,
        origins,
        announced,
        sentAt,
        deferral,
        deliveredAt,
        expiredAt,
        bounce,
        bounceNamed,
        matchedBy,
        engagedAt,
        complainedAt,
        reports,
        way,
        details,
        resends,
        autoRepliedAt,
        unsubscribedAt);
  }
}
