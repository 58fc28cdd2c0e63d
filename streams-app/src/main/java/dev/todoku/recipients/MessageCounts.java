package dev.todoku.recipients;

import dev.todoku.detect.Attempt;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Batch;
import dev.todoku.detect.ContactTrial;
import dev.todoku.detect.Figure;
import dev.todoku.message.DeferralHour;
import dev.todoku.message.MessageState;
import dev.todoku.message.Outcomes;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.ProviderDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one message adds to the figures of its provider: a function of its facts and of what is
 * known of its recipient, whatever the order in which they came. What a change of the facts adds is
 * the difference of two of these.
 *
 * <p>Each fact counts at its own time. A message is one deferral and one trial an hour, however
 * often it is retried; retries that find a full mailbox still full are none.
 *
 * @param deltas what it adds, in the order of the facts
 * @param trials what its attempts say of the recipient
 */
record MessageCounts(List<ProviderDelta> deltas, List<Timed> trials) {
  static final MessageCounts NONE = new MessageCounts(List.of(), List.of());
  private static final long HOUR_MS = 3_600_000;

  /**
   * An attempt that counts by what is known of the recipient.
   *
   * @param at when, event time
   * @param contact what it is counted by
   */
  record Timed(long at, ContactTrial trial, Contact contact) {
    Timed countedBy(Contact known) {
      return known == contact ? this : new Timed(at, trial, known);
    }
  }

  MessageCounts {
    deltas = List.copyOf(deltas);
    trials = List.copyOf(trials);
  }

  /**
   * What {@code known} adds.
   *
   * @param known the facts, null when there are none
   * @param evidence how well a bounce message among them is proven
   * @param contact what is known of the recipient at a time, without this message
   */
  static MessageCounts of(
      @Nullable MessageState known,
      String messageId,
      String provider,
      EvidenceGrade evidence,
      LongFunction<Contact> contact) {
    if (known == null) {
      return NONE;
    }
    if (known.origin().isNotice()) {
      return NONE;
    }
    MessageState atRecipient = known.atRecipient();
    MessageCounts counts =
        Outcomes.isAnswered(atRecipient) || atRecipient.complainedAt() != 0
            ? atRecipient(
                atRecipient, known.handedOnAt() != 0, messageId, provider, evidence, contact)
            : NONE;
    return known.way().hops().isEmpty()
        ? counts
        : counts.with(HopCounts.of(known, Outcomes.of(known, messageId, provider)));
  }

  private static MessageCounts atRecipient(
      MessageState known,
      boolean isHandedOn,
      String messageId,
      String provider,
      EvidenceGrade evidence,
      LongFunction<Contact> contact) {
    MessageUpdate update = new MessageUpdate(messageId, provider, null, known);
    return new Draft(known, update.outcome(), isHandedOn, update.lastDeferral(), evidence, contact)
        .counts();
  }

  /** Whether it has a trial at that time. */
  boolean hasTrialAt(long time) {
    return trials.stream().anyMatch(trial -> trial.at() == time);
  }

  private MessageCounts with(List<ProviderDelta> more) {
    List<ProviderDelta> all = new ArrayList<>(deltas);
    all.addAll(more);
    return new MessageCounts(all, trials);
  }

  /** Collects what a message adds. */
  private static final class Draft {
    private static final Set<Figure> NO_FIGURES = Set.of();

    private final MessageState known;
    private final Outcome outcome;
    private final boolean isHandedOn;
    private final Optional<Outcome> lastDeferral;
    private final EvidenceGrade evidence;
    private final LongFunction<Contact> contact;
    private final List<ProviderDelta> deltas = new ArrayList<>(2);
    private final List<Timed> trials = new ArrayList<>(1);
    private final Set<Long> hoursTried = new HashSet<>();

    Draft(
        MessageState known,
        Outcome outcome,
        boolean isHandedOn,
        Optional<Outcome> lastDeferral,
        EvidenceGrade evidence,
        LongFunction<Contact> contact) {
      this.known = known;
      this.outcome = outcome;
      this.isHandedOn = isHandedOn;
      this.lastDeferral = lastDeferral;
      this.evidence = evidence;
      this.contact = contact;
    }

    MessageCounts counts() {
      boolean isAccepted = outcome.deliveredAt() != 0;
      List<Step> steps = new ArrayList<>();
      known.deferralHours().forEach(hour -> steps.add(new Step(hour.at(), () -> defer(hour))));
      if (isAccepted) {
        steps.add(new Step(outcome.deliveredAt(), this::accept));
      }
      if (outcome.status().isFailure()) {
        steps.add(new Step(outcome.bouncedAt(), () -> fail(isAccepted)));
      }
      steps.sort(Comparator.comparingLong(Step::at));
      steps.forEach(step -> step.count().run());
      if (outcome.complainedAt() != 0) {
        add(
            outcome.complainedAt(),
            ProviderDelta.Count.NOTHING,
            false,
            true,
            null,
            EnumSet.of(Figure.COMPLAINTS),
            null);
      }
      return new MessageCounts(deltas, trials);
    }

    private record Step(long at, Runnable count) {}

    private void defer(DeferralHour hour) {
      Attempt attempt = attempt(Status.DEFERRED, hour.reason(), hour.reply(), hour.at());
      long refusedForMs = hour.at() - known.deferralHours().get(0).at();
      SmtpReply latest = lastDeferral.map(Outcome::reply).orElse(hour.reply());
      boolean counts =
          !attempt.isUndecided(latest, refusedForMs)
              && !isStillFull(hour)
              && hoursTried.add(hourOf(hour.at()));
      Set<Figure> figures = counts ? trial(attempt, hour.at()) : NO_FIGURES;
      SmtpReply shown =
          lastDeferral
              .filter(last -> last.lastDeferredAt() == hour.at())
              .map(Outcome::reply)
              .orElse(hour.reply());
      add(hour.at(), ProviderDelta.Count.DEFERRED, false, false, hour.reason(), figures, shown);
    }

    /** A mailbox that was found full is found full by each retry, for days: that is no news. */
    private boolean isStillFull(DeferralHour hour) {
      return hour.reason() == Reason.MAILBOX_FULL
          && known.deferralHours().stream()
              .anyMatch(
                  earlier -> earlier.at() < hour.at() && earlier.reason() == Reason.MAILBOX_FULL);
    }

    private void accept() {
      long time = outcome.deliveredAt();
      Set<Figure> figures = EnumSet.of(Figure.ACCEPTED);
      if (hoursTried.add(hourOf(time))) {
        figures.addAll(trial(attempt(Status.DELIVERED, Reason.DELIVERED, null, time), time));
      }
      if (lastDeferral.filter(this::isHeldBack).isPresent()) {
        figures.add(Figure.CLEARED_REFUSALS);
      }
      add(time, ProviderDelta.Count.ACCEPTED, false, false, null, figures, null);
    }

    /** Case 11: accepted, failed later. Such a bounce is no attempt of ours. */
    private void fail(boolean isAccepted) {
      long time = outcome.bouncedAt();
      boolean isExpired = outcome.status() == Status.EXPIRED;
      add(
          time,
          isExpired ? ProviderDelta.Count.EXPIRED : ProviderDelta.Count.BOUNCED,
          isAccepted,
          false,
          countedReason(outcome),
          failure(time, isAccepted),
          outcome.reply());
    }

    private Set<Figure> failure(long time, boolean isAccepted) {
      if (outcome.bounceNamed() != null) {
        return NO_FIGURES;
      }
      Attempt attempt = attempt(outcome.status(), outcome.reason(), outcome.reply(), time);
      if (isAccepted || (isHandedOn && outcome.matchedBy() != null)) {
        note(time, attempt.returnedTrial());
        return attempt.returned();
      }
      return outcome.matchedBy() == null && hoursTried.add(hourOf(time))
          ? trial(attempt, time)
          : NO_FIGURES;
    }

    private Set<Figure> trial(Attempt attempt, long time) {
      note(time, attempt.contactTrial());
      return attempt.figures();
    }

    private void note(long time, @Nullable ContactTrial trial) {
      if (trial != null) {
        trials.add(new Timed(time, trial, contact.apply(time)));
      }
    }

    private boolean isHeldBack(Outcome deferral) {
      return attempt(deferral.status(), deferral.reason(), deferral.reply(), deferral.time())
          .isHeldBack();
    }

    private Attempt attempt(Status status, Reason reason, @Nullable SmtpReply reply, long time) {
      boolean isOwnDomain = isIn(outcome.origin().fromDomain(), outcome.recipient());
      return new Attempt(status, reason, reply, contact.apply(time), isOwnDomain);
    }

    private void add(
        long time,
        ProviderDelta.Count count,
        boolean withdrawn,
        boolean complaint,
        @Nullable Reason reason,
        Set<Figure> figures,
        @Nullable SmtpReply reply) {
      deltas.add(
          ProviderDelta.builder(outcome.provider(), time)
              .sourceIp(nameOf(outcome.origin().sourceIp()))
              .fromDomain(nameOf(outcome.origin().fromDomain()))
              .batch(Batch.of(outcome.origin()))
              .count(count)
              .withdrawn(withdrawn)
              .complaint(complaint)
              .reason(reason)
              .figures(figures)
              .sample(
                  ProviderDelta.channelOf(figures) == null
                      ? null
                      : sample(
                          time,
                          reply,
                          count != ProviderDelta.Count.DEFERRED && outcome.matchedBy() != null))
              .acceptedAt(withdrawn ? outcome.deliveredAt() : 0)
              .build());
    }

    /** Only what a bounce message says has a grade; the server saw the rest itself. */
    private Evidence.Sample sample(long time, @Nullable SmtpReply reply, boolean isOfReport) {
      return new Evidence.Sample(
          time,
          outcome.messageId(),
          outcome.origin().fromDomain(),
          outcome.recipient(),
          reply == null ? outcome.reply() : reply,
          isOfReport ? evidence : null);
    }
  }

  /** The reason of a failure as figures have it: what a queue had to wait for. */
  static Reason countedReason(Outcome outcome) {
    return outcome.status() == Status.EXPIRED && outcome.temporaryReason() != null
        ? outcome.temporaryReason()
        : outcome.reason();
  }

  private static boolean isIn(@Nullable String domain, String address) {
    if (domain == null) {
      return false;
    }
    int at = address.length() - domain.length() - 1;
    return at > 0
        && address.charAt(at) == '@'
        && address.regionMatches(true, at + 1, domain, 0, domain.length());
  }

  private static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_MS);
  }

  static String nameOf(@Nullable String name) {
    return name == null || name.isEmpty() ? ProviderDelta.UNKNOWN : name;
  }
}
