package dev.todoku.message;

import dev.todoku.hop.NextQueueId;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.ReportSource;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.Send;
import dev.todoku.schema.SendDetails;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of one (message, recipient). Facts arrive in any order, late and more than
 * once, so they are merged as a join semilattice: {@link #merge} is commutative, associative and
 * idempotent, and what the facts come to ({@link Outcomes}) depends on the set of facts alone. That
 * is why a shuffled or repeated log gives the same outcomes.
 *
 * <p>Times are 0 where nothing happened.
 *
 * @param recipient address as it was sent to
 * @param provider who ran the recipient's mailbox when the message was first heard of, null before
 *     that is decided; all that is counted of the message is counted there
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
 */
public record MessageState(
    String recipient,
    String provider,
    String queueId,
    String envelopeId,
    MessageOrigin origins,
    boolean announced,
    long sentAt,
    Deferrals deferral,
    long deliveredAt,
    long expiredAt,
    FinalRefusal bounce,
    String bounceNamed,
    MatchedBy matchedBy,
    long engagedAt,
    long complainedAt,
    ReturnedBounces reports,
    SendingRoute way,
    SendDetails details,
    List<Long> resends,
    long autoRepliedAt) {

  public static MessageState of(Send event) {
    return new Draft(event.recipient(), event.origin())
        .identity(event.queueId(), event.envelopeId())
        .announced(event.queueId() == null || event.origin().host() == null)
        .sentAt(event.time())
        .details(event.details())
        .facts();
  }

  public static MessageState of(Delivery event) {
    Draft draft =
        new Draft(event.recipient(), event.origin())
            .identity(event.queueId(), null)
            .sentAt(event.queuedAt());
    String acceptedAs = NextQueueId.in(event.reply().text());
    return event.nextHop() == null
        ? draft.deliveredAt(event.time()).details(acceptedAs(acceptedAs)).facts()
        : draft
            .hop(
                HopState.accepted(
                    event.queueId(), event.nextHop(), event.time(), event.reply(), acceptedAs))
            .facts();
  }

  private static SendDetails acceptedAs(String queueId) {
    return queueId == null
        ? SendDetails.UNKNOWN
        : new SendDetails(null, null, null, null, 0, queueId);
  }

  public static MessageState of(Deferral event) {
    Draft draft =
        new Draft(event.recipient(), event.origin())
            .identity(event.queueId(), null)
            .sentAt(event.queuedAt());
    Deferrals deferral = Deferrals.of(event);
    return event.nextHop() == null
        ? draft.deferral(deferral).facts()
        : draft.hop(HopState.deferred(event.queueId(), event.nextHop(), deferral)).facts();
  }

  /** A bounce that the sending server knows of itself: in-band, or its queue gave up. */
  public static MessageState ofServersOwn(Bounce event) {
    Draft draft =
        new Draft(event.recipient(), event.origin())
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
          .facts();
    }
    return isExpiry
        ? draft.expiredAt(event.time()).facts()
        : draft.bounce(FinalRefusal.of(event)).facts();
  }

  /**
   * A bounce message for what was sent to {@code recipient}.
   *
   * @param named the address that the bounce names when it is another one, else null
   */
  public static MessageState ofMessage(
      Bounce event, String recipient, String named, MatchedBy matchedBy) {
    return new Draft(recipient, Origin.UNKNOWN)
        .bounce(FinalRefusal.of(event))
        .matched(named, matchedBy)
        .facts();
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
      String named,
      MatchedBy matchedBy,
      EvidenceGrade alone,
      EvidenceGrade shared) {
    if (shared == EvidenceGrade.PROVEN) {
      return ofMessage(event, recipient, named, matchedBy);
    }
    ReturnedBounce report =
        new ReturnedBounce(
            FinalRefusal.of(event), matchedBy, named, receivedAt(event.source(), event.time()));
    return new Draft(recipient, Origin.UNKNOWN)
        .reports(ReturnedBounces.ofBounce(report, alone, shared))
        .facts();
  }

  /** A complaint that came by mail, as a bounce message does. */
  public static MessageState ofReport(
      Complaint event, String recipient, EvidenceGrade alone, EvidenceGrade shared) {
    return shared == EvidenceGrade.PROVEN
        ? new Draft(recipient, Origin.UNKNOWN).complainedAt(event.time()).facts()
        : new Draft(recipient, Origin.UNKNOWN)
            .reports(
                ReturnedBounces.ofComplaint(
                    event.time(), receivedAt(event.source(), event.time()), alone, shared))
            .facts();
  }

  /** The mailbox of {@code recipient} answered by itself. */
  public static MessageState ofAutoReply(String recipient, long time) {
    return new Draft(recipient, Origin.UNKNOWN).autoRepliedAt(time).facts();
  }

  /** The Message-ID was sent to {@code recipient} again at {@code time}. */
  public static MessageState ofResend(String recipient, long time) {
    return new Draft(recipient, Origin.UNKNOWN).resent(time).facts();
  }

  /** A message to {@code recipient} was sent to others, too. */
  public static MessageState ofShared(String recipient) {
    return new Draft(recipient, Origin.UNKNOWN).reports(ReturnedBounces.SHARED).facts();
  }

  private static long receivedAt(ReportSource source, long otherwise) {
    return source == null || source.receivedAt() == 0 ? otherwise : source.receivedAt();
  }

  public static MessageState of(Engagement event) {
    return new Draft(event.recipient(), Origin.UNKNOWN).engagedAt(event.time()).facts();
  }

  public static MessageState of(Complaint event) {
    return new Draft(event.recipient(), Origin.UNKNOWN).complainedAt(event.time()).facts();
  }

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
        report == null || bounce == null
            ? report == null ? bounce : report.bounce()
            : bounce.merge(report.bounce()),
        report == null ? bounceNamed : Texts.greater(bounceNamed, report.named()),
        report == null ? matchedBy : stronger(matchedBy, report.matchedBy()),
        engagedAt,
        earlier(complainedAt, complaint),
        ReturnedBounces.NONE,
        way,
        details,
        resends,
        autoRepliedAt);
  }

  /** Whether anything came back by mail that is not proven in any case. */
  public boolean hasReports() {
    return !reports.equals(ReturnedBounces.NONE);
  }

  /** When a bounce message came that is plausible and not proven; 0 when none did. */
  public long plausibleBounceReceivedAt() {
    ReturnedBounce plausible = reports.plausible();
    boolean isLess = plausible != null && bounce == null && reports.proven() == null;
    return isLess ? plausible.receivedAt() : 0;
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
  public HopStanding atHops() {
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
      Deferrals deferrals, long accepted, long expired, FinalRefusal refusal) {
    return new MessageState(
        recipient,
        provider,
        queueId,
        envelopeId,
        origins,
        announced,
        sentAt,
        deferrals,
        accepted,
        expired,
        refusal,
        bounceNamed,
        matchedBy,
        engagedAt,
        complainedAt,
        reports,
        SendingRoute.of(queueId),
        details,
        resends,
        autoRepliedAt);
  }

  /** These facts without what came of the message after its deferrals. */
  public MessageState untilLastDeferral() {
    return new MessageState(
        recipient,
        provider,
        queueId,
        envelopeId,
        origins,
        announced,
        sentAt,
        deferral,
        0,
        0,
        null,
        null,
        null,
        0,
        0,
        ReturnedBounces.NONE,
        SendingRoute.of(queueId),
        details,
        resends,
        autoRepliedAt);
  }

  /** The first deferral of each hour, in order. */
  public List<DeferralHour> deferralHours() {
    return deferral == null ? List.of() : deferral.hours();
  }

  /** What the message's provider was when it was first heard of; one that is known stays. */
  public MessageState at(String name) {
    return new MessageState(
        recipient,
        provider == null ? name : provider,
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
        autoRepliedAt);
  }

  /** Both sets of facts as one. */
  public MessageState merge(MessageState other) {
    return new MessageState(
        Texts.greater(recipient, other.recipient),
        Texts.greater(provider, other.provider),
        Texts.greater(queueId, other.queueId),
        Texts.greater(envelopeId, other.envelopeId),
        origins.merge(other.origins),
        announced || other.announced,
        earlier(sentAt, other.sentAt),
        deferral == null ? other.deferral : deferral.merge(other.deferral),
        earlier(deliveredAt, other.deliveredAt),
        earlier(expiredAt, other.expiredAt),
        bounce == null ? other.bounce : bounce.merge(other.bounce),
        Texts.greater(bounceNamed, other.bounceNamed),
        stronger(matchedBy, other.matchedBy),
        earlier(engagedAt, other.engagedAt),
        earlier(complainedAt, other.complainedAt),
        reports.merge(other.reports),
        way.merge(other.way),
        Details.merge(details, other.details),
        Resends.merge(resends, other.resends),
        earlier(autoRepliedAt, other.autoRepliedAt));
  }

  /** The earlier of two times, of which 0 is none. */
  static long earlier(long a, long b) {
    return a == 0 || (b != 0 && b < a) ? b : a;
  }

  private static MatchedBy stronger(MatchedBy a, MatchedBy b) {
    return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
  }

  /** Facts with one event's worth of content. */
  private static final class Draft {
    private final String recipient;
    private final Origin origin;
    private String queueId;
    private String envelopeId;
    private boolean announced;
    private long sentAt;
    private Deferrals deferral;
    private long deliveredAt;
    private long expiredAt;
    private FinalRefusal bounce;
    private String bounceNamed;
    private MatchedBy matchedBy;
    private long engagedAt;
    private long complainedAt;
    private ReturnedBounces reports = ReturnedBounces.NONE;
    private SendingRoute way = SendingRoute.NONE;
    private SendDetails details = SendDetails.UNKNOWN;
    private List<Long> resends = List.of();
    private long autoRepliedAt;

    Draft(String recipient, Origin origin) {
      this.recipient = recipient;
      this.origin = origin;
    }

    Draft identity(String queueId, String envelopeId) {
      this.queueId = queueId;
      this.way = SendingRoute.of(queueId);
      this.envelopeId = envelopeId;
      return this;
    }

    Draft hop(HopState fact) {
      way = way.with(fact);
      return this;
    }

    Draft announced(boolean is) {
      announced = is;
      return this;
    }

    Draft sentAt(long time) {
      sentAt = time;
      return this;
    }

    Draft deferral(Deferrals fact) {
      deferral = fact;
      return this;
    }

    Draft deliveredAt(long time) {
      deliveredAt = time;
      return this;
    }

    Draft expiredAt(long time) {
      expiredAt = time;
      return this;
    }

    Draft bounce(FinalRefusal fact) {
      bounce = fact;
      return this;
    }

    Draft matched(String named, MatchedBy by) {
      bounceNamed = named;
      matchedBy = by;
      return this;
    }

    Draft engagedAt(long time) {
      engagedAt = time;
      return this;
    }

    Draft complainedAt(long time) {
      complainedAt = time;
      return this;
    }

    Draft details(SendDetails known) {
      details = Details.stored(known);
      return this;
    }

    Draft resent(long time) {
      resends = List.of(time);
      return this;
    }

    Draft autoRepliedAt(long time) {
      autoRepliedAt = time;
      return this;
    }

    Draft reports(ReturnedBounces facts) {
      reports = facts;
      return this;
    }

    MessageState facts() {
      return new MessageState(
          recipient,
          null,
          queueId,
          envelopeId,
          MessageOrigin.of(origin),
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
          autoRepliedAt);
    }
  }
}
