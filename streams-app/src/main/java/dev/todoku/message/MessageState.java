package dev.todoku.message;

import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.SendDetails;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one (message, recipient). Facts arrive in any order, late and more than
 * once, so they are merged as a join semilattice: {@link #merge} is commutative, associative and
 * idempotent, and what the facts come to ({@link Outcomes}) depends on the set of facts alone. That
 * is why a shuffled or repeated log gives the same outcomes.
 *
 * <p>Times are 0 where nothing happened.
 *
 * @param recipient address as it was sent to
 * @param provider who ran the recipient's mailbox at the message's first event, null before that is
 *     decided; all that is counted of the message is counted there
 * @param queueId the sending server's queue id, null when unknown
 * @param envelopeId ENVID or VERP token, null when unknown
 * @param origins where the message comes from
 * @param announced whether the send was reported before any attempt; a log names a recipient with
 *     the first attempt only
 * @param sentAt when the sending server took it on
 * @param deferral the deferrals, null when there was none
 * @param deliveredAt first acceptance by the remote server
 * @param expiredAt when the sending server's queue gave up
 * @param bounce the final refusal, null when there was none
 * @param bounceNamed the address that the bounce named when it differs, else null
 * @param matchedBy how a bounce message was matched, null when none came
 * @param engagedAt first open or click
 * @param complainedAt first complaint
 * @param reports what came back by mail and is not proven in any case
 * @param way what became of it at hops before the recipient's server; all else here is of that
 *     server
 * @param details what the sending side knows of the message
 * @param resends when the same Message-ID was sent again on the same UTC day, in order: those are
 *     messages of their own
 * @param autoRepliedAt when the recipient's mailbox first answered by itself
 * @param unsubscribedAt when the recipient first unsubscribed by it; {@code engagedAt} knows it,
 *     too
 */
public record MessageState(
    String recipient,
    @Nullable String provider,
    @Nullable String queueId,
    @Nullable String envelopeId,
    MessageOrigin origins,
    boolean announced,
    long sentAt,
    @Nullable Deferrals deferral,
    long deliveredAt,
    long expiredAt,
    @Nullable FinalRefusal bounce,
    @Nullable String bounceNamed,
    @Nullable MatchedBy matchedBy,
    long engagedAt,
    long complainedAt,
    ReturnedBounces reports,
    SendingRoute way,
    SendDetails details,
    List<Long> resends,
    long autoRepliedAt,
    long unsubscribedAt) {

  /** Where the message comes from. */
  public Origin origin() {
    return origins.origin();
  }

  /** The first attempt, or what proves that there was one; 0 when none is known. */
  public long attemptedAt() {
    long attempt = earlier(deliveredAt, deferral == null ? 0 : deferral.firstAt());
    FinalRefusal refusal = counted(false, false).bounce;
    long atRecipient = earlier(earlier(attempt, expiredAt), refusal == null ? 0 : refusal.at());
    return earlier(atRecipient, way.earliest());
  }

  /**
   * These facts with what counts of the reports that came by mail: what is proven, and what is
   * plausible where that was confirmed. What counts is a function of them, as if the reports that
   * do not count had never come.
   *
   * @param bounceConfirmed whether another plausible bounce message confirms that of this message
   * @param complaintConfirmed whether another plausible complaint confirms it
   */
  public MessageState counted(boolean bounceConfirmed, boolean complaintConfirmed) {
    if (!hasReports()) {
      return this;
    }
    ReturnedBounce report =
        ReturnedBounce.merge(reports.proven(), bounceConfirmed ? reports.plausible() : null);
    long complaint =
        earlier(reports.complainedProven(), complaintConfirmed ? reports.complainedPlausible() : 0);
    MessageStateDraft counted =
        new MessageStateDraft(this)
            .complainedAt(earlier(complainedAt, complaint))
            .reports(ReturnedBounces.NONE);
    if (report != null) {
      counted
          .bounce(bounce == null ? report.bounce() : bounce.merge(report.bounce()))
          .matched(
              Texts.greater(bounceNamed, report.named()), stronger(matchedBy, report.matchedBy()));
    }
    return counted.state();
  }

  /** Whether anything came back by mail that is not proven in any case. */
  public boolean hasReports() {
    return !reports.equals(ReturnedBounces.NONE);
  }

  /** When a bounce message came that is plausible and not proven; 0 when none did. */
  public long plausibleBounceReceivedAt() {
    ReturnedBounce plausible = reports.plausible();
    if (plausible == null || bounce != null || reports.proven() != null) {
      return 0;
    }
    return plausible.receivedAt();
  }

  /** When a complaint came that is plausible and not proven; 0 when none did. */
  public long plausibleComplaintReceivedAt() {
    return complainedAt == 0 && reports.complainedProven() == 0 ? reports.complaintReceivedAt() : 0;
  }

  /** What came back by mail, one of each kind and grade, the best proven first. */
  List<ReturnedReport> returned() {
    MessageState counted = counted(false, false);
    List<ReturnedReport> returned = new ArrayList<>();
    if (counted.matchedBy != null && counted.bounce != null) {
      returned.add(
          new ReturnedReport(
              ReturnedReport.Kind.BOUNCE,
              counted.bounce.at(),
              counted.bounce.reason(),
              EvidenceGrade.PROVEN,
              counted.matchedBy));
    }
    if (counted.complainedAt != 0) {
      returned.add(ReturnedBounces.complaint(counted.complainedAt, EvidenceGrade.PROVEN));
    }
    returned.addAll(reports.less());
    return returned;
  }

  /** Whether the recipient's server was tried at {@code time} or later. */
  boolean attemptedAtRecipientAfter(long time) {
    return deliveredAt >= time
        || (deferral != null && deferral.lastAt() >= time)
        || (bounce != null && bounce.inBand() && bounce.at() >= time);
  }

  /** How far it came at the hops before the recipient's server, null when none is known. */
  public @Nullable HopStanding atHops() {
    return way.hops().isEmpty() ? null : HopStanding.of(this);
  }

  /**
   * What is known at the recipient's server alone. An acceptance by a server that passed the
   * message on into a queue of ours is none of the recipient's; a bounce message that reports what
   * failed at a hop is no refusal of the recipient's server.
   */
  public MessageState atRecipient() {
    if (way.hops().isEmpty()) {
      return this;
    }
    long accepted = deliveredAt;
    for (HopState hop : way.hops()) {
      boolean isTheirs =
          hop.hop().kind() == HopKind.PROVIDER || hop.hop().kind() == HopKind.MAILBOX;
      if (isTheirs && hop.acceptedAt() != 0 && !way.isPassedOn(hop, this)) {
        accepted = earlier(accepted, hop.acceptedAt());
      }
    }
    HopStanding standing = HopStanding.of(this);
    boolean isReportOfHop =
        standing != null
            && standing.status().isFailure()
            && bounce != null
            && !bounce.inBand()
            && accepted == 0
            && deferral == null;
    return with(deferral, accepted, expiredAt, isReportOfHop ? null : bounce);
  }

  /** When a relay took it that says no more, 0 when none did: from then on it may come back. */
  public long handedOnAt() {
    long first = 0;
    for (HopState hop : way.hops()) {
      if (hop.hop().kind() == HopKind.RELAY && !way.isPassedOn(hop, this)) {
        first = earlier(first, hop.acceptedAt());
      }
    }
    return first;
  }

  /** These facts with what a hop says in the place of what the recipient's server says. */
  MessageState with(HopState hop) {
    return with(hop.deferral(), 0, hop.expiredAt(), hop.bounce());
  }

  private MessageState with(
      @Nullable Deferrals deferrals, long accepted, long expired, @Nullable FinalRefusal refusal) {
    return new MessageStateDraft(this)
        .deferral(deferrals)
        .deliveredAt(accepted)
        .expiredAt(expired)
        .bounce(refusal)
        .withoutHops()
        .state();
  }

  /** These facts without what came of the message after its deferrals. */
  public MessageState untilLastDeferral() {
    return new MessageStateDraft(this)
        .deliveredAt(0)
        .expiredAt(0)
        .bounce(null)
        .matched(null, null)
        .engagedAt(0)
        .unsubscribedAt(0)
        .complainedAt(0)
        .reports(ReturnedBounces.NONE)
        .withoutHops()
        .state();
  }

  /** The first deferral of each hour, in order. */
  public List<DeferralHour> deferralHours() {
    return deferral == null ? List.of() : deferral.hours();
  }

  /** What the message's provider was at its first event; one that is known stays. */
  public MessageState at(String name) {
    return provider == null ? new MessageStateDraft(this).provider(name).state() : this;
  }

  /** Both sets of facts as one. */
  public MessageState merge(MessageState other) {
    return new MessageStateDraft(this)
        .recipient(recipient.compareTo(other.recipient) >= 0 ? recipient : other.recipient)
        .provider(Texts.greater(provider, other.provider))
        .identity(
            Texts.greater(queueId, other.queueId), Texts.greater(envelopeId, other.envelopeId))
        .origins(origins.merge(other.origins))
        .announced(announced || other.announced)
        .sentAt(earlier(sentAt, other.sentAt))
        .deferral(deferral == null ? other.deferral : deferral.merge(other.deferral))
        .deliveredAt(earlier(deliveredAt, other.deliveredAt))
        .expiredAt(earlier(expiredAt, other.expiredAt))
        .bounce(bounce == null ? other.bounce : bounce.merge(other.bounce))
        .matched(
            Texts.greater(bounceNamed, other.bounceNamed), stronger(matchedBy, other.matchedBy))
        .engagedAt(earlier(engagedAt, other.engagedAt))
        .complainedAt(earlier(complainedAt, other.complainedAt))
        .reports(reports.merge(other.reports))
        .way(way.merge(other.way))
        .details(Details.merge(details, other.details))
        .resends(Resends.merge(resends, other.resends))
        .autoRepliedAt(earlier(autoRepliedAt, other.autoRepliedAt))
        .unsubscribedAt(earlier(unsubscribedAt, other.unsubscribedAt))
        .state();
  }

  /** The earlier of two times, of which 0 is none. */
  static long earlier(long a, long b) {
    return a == 0 || (b != 0 && b < a) ? b : a;
  }

  private static @Nullable MatchedBy stronger(@Nullable MatchedBy a, @Nullable MatchedBy b) {
    return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
  }
}
