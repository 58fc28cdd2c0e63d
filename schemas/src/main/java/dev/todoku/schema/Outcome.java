package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is currently known of one (message, recipient). The record with the highest revision, and
 * among those the last one, holds. Where one Message-ID was sent again, records whose {@code
 * sentAt} lie six hours or more apart are of two messages, and neither revises the other.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it was sent to
 * @param provider who runs the mailbox
 * @param status what became of it
 * @param reason why, {@link Reason#DELIVERED} when nothing failed
 * @param fault whose problem it is
 * @param temporaryReason for EXPIRED: why the last attempt was deferred; else null
 * @param stoppedAt where it stopped, or how far it came
 * @param addressIsDead whether the failure says that mail to this address will never arrive
 * @param revision how many kinds of fact are known; grows, never falls
 * @param time when the latest fact happened
 * @param sentAt when the sending server took it on, 0 when unknown
 * @param deferredAt first deferral, 0 when there was none
 * @param lastDeferredAt last deferral, 0 when there was none
 * @param deferrals how often it was deferred, those of one minute as one; 0 when there was none
 * @param deliveredAt when the remote server accepted it, 0 when it did not
 * @param bouncedAt when it failed for good, 0 when it did not
 * @param engagedAt first open or click, 0 when there was none
 * @param complainedAt first complaint, 0 when there was none
 * @param reply what the server said that refused it, null when none did
 * @param bounceNamed the address that the bounce named when it differs: forwarding failed there;
 *     else null
 * @param matchedBy how the bounce message was matched, null when none came
 * @param notice whether the message is itself a notice (null sender, RFC 5321 section 4.5.5);
 *     notices count for nobody
 * @param queueId the sending server's queue id, null when unknown
 * @param envelopeId ENVID or VERP token, null when unknown
 * @param origin where the message comes from
 * @param evidence how well what came back by mail is proven, the best of {@code reports}; null when
 *     nothing came
 * @param reports what came back by mail, one of each kind and grade, the best proven first. What is
 *     not proven changes nothing else in the record
 * @param stoppedAtHop the filter or relay that the status is about, null when it is about the
 *     recipient's server or none
 * @param way what became of it at hops before the recipient's server, by time; empty when there was
 *     none
 * @param reasonBy who says why it was refused, null when nobody does
 * @param autoRepliedAt when the recipient's mailbox answered by itself, 0 when it did not
 * @param unsubscribedAt when the recipient unsubscribed by it, 0 when that did not happen; {@code
 *     engagedAt} has it as well
 * @param deferralReply what the server said that deferred it last, null when none did
 * @param details what the sending side knows of the message, null when nothing
 */
public record Outcome(
    String messageId,
    String recipient,
    String provider,
    Status status,
    Reason reason,
    Fault fault,
    @Nullable Reason temporaryReason,
    Hop stoppedAt,
    boolean addressIsDead,
    int revision,
    long time,
    @OmittedWhenZero long sentAt,
    @OmittedWhenZero long deferredAt,
    @OmittedWhenZero long lastDeferredAt,
    @OmittedWhenZero int deferrals,
    @OmittedWhenZero long deliveredAt,
    @OmittedWhenZero long bouncedAt,
    @OmittedWhenZero long engagedAt,
    @OmittedWhenZero long complainedAt,
    @Nullable SmtpReply reply,
    @Nullable String bounceNamed,
    @Nullable MatchedBy matchedBy,
    boolean notice,
    @Nullable String queueId,
    @Nullable String envelopeId,
    Origin origin,
    @Nullable EvidenceGrade evidence,
    List<ReturnedReport> reports,
    @Nullable NextHop stoppedAtHop,
    List<HopStep> way,
    @Nullable ReasonBy reasonBy,
    @OmittedWhenZero long autoRepliedAt,
    @OmittedWhenZero long unsubscribedAt,
    @Nullable SmtpReply deferralReply,
    @Nullable SendDetails details) {

  public Outcome {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.text(provider, "provider", Limits.DOMAIN);
    Required.present(status, "status");
    Required.present(reason, "reason");
    Required.present(fault, "fault");
    Required.present(stoppedAt, "stoppedAt");
    Required.count(revision, "revision");
    Required.time(time, "time");
    Required.timeOrZero(sentAt, "sentAt");
    Required.timeOrZero(deferredAt, "deferredAt");
    Required.timeOrZero(lastDeferredAt, "lastDeferredAt");
    Required.count(deferrals, "deferrals");
    Required.timeOrZero(deliveredAt, "deliveredAt");
    Required.timeOrZero(bouncedAt, "bouncedAt");
    Required.timeOrZero(engagedAt, "engagedAt");
    Required.timeOrZero(complainedAt, "complainedAt");
    Required.bounded(bounceNamed, "bounceNamed", Limits.ADDRESS);
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.bounded(envelopeId, "envelopeId", Limits.NAME);
    origin = origin == null ? Origin.UNKNOWN : origin;
    reports = Required.list(reports, "reports");
    way = Required.list(way, "way");
    Required.timeOrZero(autoRepliedAt, "autoRepliedAt");
    Required.timeOrZero(unsubscribedAt, "unsubscribedAt");
    details = SendDetails.UNKNOWN.equals(details) ? null : details;
  }

  /**
   * This outcome with whose problem it is, and whether the address is dead, as judged with more.
   */
  public Outcome judged(Fault otherFault, boolean isDead) {
    return toBuilder().failure(why -> why.fault(otherFault).addressIsDead(isDead)).build();
  }

  /** Begins an outcome of a message and recipient of which nothing else is known. */
  public static OutcomeBuilder builder(String messageId, String recipient) {
    return new OutcomeBuilder(messageId, recipient);
  }

  /** Begins an outcome that is as this one but for what is set. */
  public OutcomeBuilder toBuilder() {
    return new OutcomeBuilder(this);
  }
}
