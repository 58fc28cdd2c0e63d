package dev.todoku.recipients;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.message.Resends;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.wire.ProviderDelta;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one message means for its recipient, as known now.
 *
 * @param messageId Message-ID in normal form, or the {@link dev.todoku.message.Resends#name} of a
 *     message that was sent again
 * @param queueHash {@link IdentityHash} of sending host and queue id, 0 when unknown
 * @param envelopeHash {@link IdentityHash} of the envelope id, 0 when unknown
 * @param acceptedAt when the provider accepted it, or by when it must have; 0 when it did not
 * @param at event time of its latest fact
 * @param kind what it counts as
 * @param reason why it failed, {@link Reason#DELIVERED} when it did not
 * @param stream where it is counted
 * @param trials what its attempts say of the recipient, counted by what is known of that one
 * @param complainedAt when the recipient complained of it, 0 when that did not happen
 * @param unsubscribedAt when the recipient unsubscribed by it, 0 when that did not happen
 * @param plausible what came back by mail and is plausible only, null when nothing did
 * @param sentAt when it was sent, 0 when unknown
 * @param doubtful whether the refusal may mean something else than that the address is dead
 * @param mailStream the mail stream that a complaint of it is about; null when it is about all mail
 */
record RecentMessage(
    String messageId,
    int queueHash,
    int envelopeHash,
    long acceptedAt,
    long at,
    Kind kind,
    Reason reason,
    Stream stream,
    List<MessageCounts.Timed> trials,
    long complainedAt,
    long unsubscribedAt,
    @Nullable PlausibleReport plausible,
    long sentAt,
    boolean doubtful,
    @Nullable String mailStream) {

  /** Of which nothing more is known. */
  static RecentMessageBuilder builder(String messageId, long at, Kind kind, Stream stream) {
    return new RecentMessageBuilder(messageId, at, kind, stream);
  }

  /** This mark, of which something is to be another. */
  private RecentMessageBuilder but() {
    return new RecentMessageBuilder(this);
  }

  /**
   * Where a message is counted.
   *
   * @param provider who runs the mailbox
   * @param sourceIp the sending address
   * @param fromDomain domain of the header From
   * @param batch what it was sent with
   */
  record Stream(String provider, String sourceIp, String fromDomain, String batch) {

    static Stream of(Outcome outcome) {
      return new Stream(
          outcome.provider(),
          MessageCounts.nameOf(outcome.origin().sourceIp()),
          MessageCounts.nameOf(outcome.origin().fromDomain()),
          Batch.of(outcome.origin()));
    }

    /** A delta of this stream, without a sample. */
    ProviderDelta delta(
        long at,
        ProviderDelta.Count count,
        boolean withdrawn,
        boolean complaint,
        @Nullable Reason reason,
        Set<Figure> figures) {
      return ProviderDelta.builder(provider, at)
          .sourceIp(sourceIp)
          .fromDomain(fromDomain)
          .batch(batch)
          .count(count)
          .withdrawn(withdrawn)
          .complaint(complaint)
          .reason(reason)
          .figures(figures)
          .build();
    }
  }

  /** What a message counts as. */
  enum Kind {
    PENDING,
    ACCEPTED,
    DEAD,
    SOFT,
    /** Given up for a fault that is not the recipient's. */
    NOT_THE_RECIPIENTS_FAULT,
    /** Called unknown in a time in which that is not believed. */
    UNBELIEVED;

    boolean isFailure() {
      return isCounted() || this == NOT_THE_RECIPIENTS_FAULT || this == UNBELIEVED;
    }

    boolean isCounted() {
      return this == DEAD || this == SOFT;
    }
  }

  /**
   * The mark of an outcome.
   *
   * @param name the message's name in state
   * @param outcome what is proven
   * @param believed whether "user unknown" is believed
   * @param plausible what is plausible only, null when nothing is
   * @param isByStream whether a complaint is about the mail stream alone, where there is one, and
   *     who unsubscribes gets no more of it
   */
  static RecentMessage of(
      String name,
      Outcome outcome,
      List<MessageCounts.Timed> trials,
      boolean believed,
      @Nullable PlausibleReport plausible,
      boolean isByStream) {
    boolean failed = outcome.status().isFailure() && outcome.bounceNamed() == null;
    return builder(
            name,
            failed ? outcome.bouncedAt() : outcome.time(),
            kind(outcome, believed),
            Stream.of(outcome))
        .identities(
            IdentityHash.ofQueue(outcome.origin().host(), outcome.queueId()),
            IdentityHash.ofEnvelope(outcome.envelopeId()))
        .acceptedAt(acceptedAt(outcome))
        .reason(failed ? outcome.reason() : Reason.DELIVERED)
        .trials(trials)
        .complainedAt(outcome.complainedAt())
        .unsubscribedAt(outcome.unsubscribedAt())
        .plausible(plausible)
        .sentAt(outcome.sentAt())
        .doubtful(failed && isDoubtful(outcome))
        .mailStream(isByStream ? outcome.origin().mailStream() : null)
        .build();
  }

  static Kind kind(Outcome outcome, boolean believed) {
    return believed || !isCandidate(outcome) ? kind(outcome) : Kind.UNBELIEVED;
  }

  /** Whether it says of a recipient what a provider that hides a block would say. */
  static boolean isCandidate(Outcome outcome) {
    return kind(outcome) == Kind.DEAD && outcome.reason() != Reason.HOST_UNKNOWN;
  }

  /** This mark with other trials, or the same counted by something else. */
  RecentMessage withTrials(List<MessageCounts.Timed> counted) {
    return counted.equals(trials) ? this : but().trials(List.copyOf(counted)).build();
  }

  /** This mark with the judgement on a candidate turned. */
  RecentMessage believed(boolean believed) {
    return but().kind(believed ? Kind.DEAD : Kind.UNBELIEVED).build();
  }

  /** This mark with what is plausible about it taken as proven. */
  RecentMessage confirmed(boolean bounce, boolean complaint) {
    PlausibleReport report = plausible;
    if (report == null) {
      return this;
    }
    RecentMessageBuilder confirmed = but();
    if (bounce) {
      confirmed.at(report.bouncedAt()).kind(report.kind()).reason(report.reason());
    }
    if (complaint && complainedAt == 0) {
      confirmed.complainedAt(report.complainedAt());
    }
    return confirmed.build();
  }

  /** Called dead by what may mean something else. */
  private static boolean isDoubtful(Outcome outcome) {
    return outcome.status() == Status.BOUNCED
        && outcome.reason().saysAddressIsDead()
        && !outcome.addressIsDead()
        && outcome.bounceNamed() == null
        && outcome.stoppedAtHop() == null;
  }

  /** What the mark says, for when nothing else is left of the message. */
  Outcome outcome(String recipient) {
    Status status =
        switch (kind) {
          case PENDING -> Status.SENT;
          case ACCEPTED -> Status.DELIVERED;
          case DEAD, SOFT, NOT_THE_RECIPIENTS_FAULT, UNBELIEVED ->
              reason == Reason.EXPIRED ? Status.EXPIRED : Status.BOUNCED;
        };
    boolean failed = status.isFailure();
    Reason shown = status == Status.SENT ? Reason.ON_HOLD : reason;
    Origin origin =
        new Origin(null, known(stream.sourceIp()), known(stream.fromDomain()), mailStream, null);
    Hop reached = status == Status.SENT ? Hop.SENDING_SERVER : Hop.MAIL_CLIENT;
    return Outcome.builder(Resends.messageId(messageId), recipient)
        .identity(of -> of.provider(stream.provider()).origin(origin))
        .status(status, failed ? Hop.RECEIVING_SERVER : reached)
        .times(
            time ->
                time.sent(sentAt)
                    .delivered(acceptedAt)
                    .bounced(failed ? at : 0)
                    .complained(complainedAt)
                    .unsubscribed(unsubscribedAt))
        .failure(
            why ->
                why.reason(shown)
                    .fault(status == Status.SENT ? Fault.NONE : shown.fault())
                    .addressIsDead(kind == Kind.DEAD && !doubtful))
        .revision(0)
        .time(at)
        .build();
  }

  /**
   * What a complaint, or that the recipient unsubscribed, says of the mail stream; empty when
   * neither happened, or when it is about all mail.
   */
  Optional<StreamSuppression> streamComplaint() {
    long last = Math.max(complainedAt, unsubscribedAt);
    return last == 0 || mailStream == null
        ? Optional.empty()
        : Optional.of(new StreamSuppression(mailStream, last, 0));
  }

  private static @Nullable String known(String name) {
    return name.equals(ProviderDelta.UNKNOWN) ? null : name;
  }

  /** What was opened was accepted, though no log shows it. */
  private static long acceptedAt(Outcome outcome) {
    boolean isOnlyOpened = outcome.status() == Status.DELIVERED && outcome.deliveredAt() == 0;
    return isOnlyOpened ? outcome.engagedAt() : outcome.deliveredAt();
  }

  private static Kind kind(Outcome outcome) {
    if (outcome.status() == Status.DELIVERED) {
      return Kind.ACCEPTED;
    }
    if (outcome.bounceNamed() != null) {
      // Whatever names another address says nothing about this one, which took the mail.
      return outcome.deliveredAt() == 0 ? Kind.PENDING : Kind.ACCEPTED;
    }
    if (!outcome.status().isFailure()) {
      return Kind.PENDING;
    }
    if (outcome.addressIsDead() || isDoubtful(outcome)) {
      return Kind.DEAD;
    }
    return isTheRecipients(outcome.fault()) ? Kind.SOFT : Kind.NOT_THE_RECIPIENTS_FAULT;
  }

  /** No recipient is to be lost for a block, a policy or a fault of the sender. */
  private static boolean isTheRecipients(Fault fault) {
    return switch (fault) {
      case ADDRESS, MAILBOX, RECEIVER_SYSTEM, NETWORK, UNKNOWN -> true;
      case REPUTATION, AUTHENTICATION, CONTENT, RATE, SENDER_SYSTEM, NONE -> false;
    };
  }
}
