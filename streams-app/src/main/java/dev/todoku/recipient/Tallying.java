package dev.todoku.recipient;

import dev.todoku.detect.Attempt;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one revision of an outcome adds to the provider's figures, given what was counted before.
 *
 * <p>Each fact counts once, at its own time: a message may be opened, or bounce, before its
 * delivery becomes known, and the figures must come to the same.
 *
 * @param tallies what it adds, in the order of the facts
 * @param trialHour hour of the last attempt that a detector was shown, to be remembered
 * @param deferralHour hour of the last deferral that was counted, to be remembered
 */
record Tallying(List<Tally> tallies, int trialHour, int deferralHour) {
  private static final long HOUR_MS = 3_600_000;

  /**
   * Compares what is known with what was counted.
   *
   * @param before what was counted, empty when nothing or when it is no longer kept
   * @param lastDeferral the outcome as it was when the message was last deferred
   * @param contact what was known of the recipient without this message
   */
  static Tallying of(
      Optional<MessageMark> before,
      Outcome outcome,
      Optional<Outcome> lastDeferral,
      Contact contact) {
    Draft draft = new Draft(outcome, before, contact);
    boolean failedBefore = before.map(mark -> mark.kind().isFailure()).orElse(false);
    boolean failed = outcome.status().isFailure();
    boolean accepted = outcome.deliveredAt() != 0;
    boolean acceptedBefore =
        before.map(MessageMark::delivered).orElseGet(() -> isForgotten(outcome));
    if (before.isPresent() || outcome.status() == Status.DEFERRED) {
      lastDeferral.ifPresent(draft::addDeferral);
    }
    if (accepted && !acceptedBefore) {
      draft.addAcceptance(lastDeferral);
      if (failedBefore && failed) {
        draft.addWithdrawal();
      }
    }
    if (failed && !failedBefore) {
      draft.addFailure(accepted);
    }
    if (outcome.complainedAt() != 0 && !before.map(MessageMark::complained).orElse(false)) {
      draft.addComplaint();
    }
    return new Tallying(List.copyOf(draft.tallies), draft.trialHour, draft.deferralHour);
  }

  /**
   * Whether the message was counted as accepted by a mark that is no longer kept: its acceptance
   * comes first and alone, never together with what follows from it.
   */
  private static boolean isForgotten(Outcome outcome) {
    return outcome.deliveredAt() != 0
        && (outcome.status().isFailure()
            || outcome.engagedAt() != 0
            || outcome.complainedAt() != 0);
  }

  /** Collects tallies; a message is one deferral and one trial an hour. */
  private static final class Draft {
    private static final Set<Figure> NO_FIGURES = Set.of();

    private final Outcome outcome;
    private final Contact contact;
    private final List<Tally> tallies = new ArrayList<>(2);
    private int trialHour;
    private int deferralHour;

    Draft(Outcome outcome, Optional<MessageMark> before, Contact contact) {
      this.outcome = outcome;
      this.contact = contact;
      this.trialHour = before.map(MessageMark::trialHour).orElse(0);
      this.deferralHour = before.map(MessageMark::deferralHour).orElse(0);
    }

    void addDeferral(Outcome deferral) {
      long time = deferral.lastDeferredAt();
      if (hour(time) > deferralHour) {
        deferralHour = hour(time);
        Set<Figure> figures = attempt(time, deferral);
        trialHour = Math.max(trialHour, deferralHour);
        tallies.add(tally(time, Tally.Count.DEFERRED, false, false, deferral, figures));
      }
    }

    void addAcceptance(Optional<Outcome> lastDeferral) {
      long time = outcome.deliveredAt();
      Set<Figure> figures = EnumSet.of(Figure.ACCEPTED);
      if (hour(time) != trialHour) {
        figures.addAll(attempt(Status.DELIVERED, Reason.DELIVERED, null).figures());
      }
      if (lastDeferral.filter(this::isRefusal).isPresent()) {
        figures.add(Figure.CLEARED_REFUSALS);
      }
      trialHour = Math.max(trialHour, hour(time));
      add(time, Tally.Count.ACCEPTED, false, figures);
    }

    /** Case 11: counted as accepted, failed now. Such a bounce is no attempt of ours. */
    void addFailure(boolean accepted) {
      long time = outcome.bouncedAt();
      Tally.Count count =
          outcome.status() == Status.EXPIRED ? Tally.Count.EXPIRED : Tally.Count.BOUNCED;
      add(time, count, accepted, failure(time, accepted));
    }

    private Set<Figure> failure(long time, boolean accepted) {
      if (accepted) {
        return attempt(outcome.status(), outcome.reason(), outcome.reply()).returned();
      }
      return outcome.matchedBy() == null ? attempt(time, outcome) : NO_FIGURES;
    }

    /** The failure was counted before the acceptance that it takes back was known. */
    void addWithdrawal() {
      add(outcome.bouncedAt(), Tally.Count.NOTHING, true, NO_FIGURES);
    }

    void addComplaint() {
      long time = outcome.complainedAt();
      tallies.add(tally(time, Tally.Count.NOTHING, false, true, outcome, NO_FIGURES));
    }

    private Set<Figure> attempt(long time, Outcome attempt) {
      if (hour(time) == trialHour) {
        return NO_FIGURES;
      }
      Set<Figure> figures = attempt(attempt.status(), attempt.reason(), attempt.reply()).figures();
      if (figures.contains(Figure.ATTEMPTS)) {
        trialHour = Math.max(trialHour, hour(time));
      }
      return figures;
    }

    private boolean isRefusal(Outcome deferral) {
      return attempt(deferral.status(), deferral.reason(), deferral.reply())
          .figures()
          .contains(Figure.REFUSALS);
    }

    private Attempt attempt(Status status, Reason reason, SmtpReply reply) {
      boolean isOwnDomain = isIn(outcome.origin().fromDomain(), outcome.recipient());
      return new Attempt(status, reason, reply, contact, isOwnDomain);
    }

    private void add(long time, Tally.Count count, boolean withdrawn, Set<Figure> figures) {
      tallies.add(tally(time, count, withdrawn, false, outcome, figures));
    }
  }

  private static Tally tally(
      long time,
      Tally.Count count,
      boolean withdrawn,
      boolean complaint,
      Outcome outcome,
      Set<Figure> figures) {
    return new Tally(
        outcome.provider(),
        known(outcome.origin().sourceIp()),
        known(outcome.origin().fromDomain()),
        Batch.of(outcome.origin()),
        time,
        count,
        withdrawn,
        complaint,
        reason(count, outcome),
        figures,
        Tally.channelOf(figures) == null ? null : sample(outcome, time),
        false);
  }

  private static Reason reason(Tally.Count count, Outcome outcome) {
    return switch (count) {
      case NOTHING, ACCEPTED -> null;
      case DEFERRED, BOUNCED -> outcome.reason();
      case EXPIRED ->
          outcome.temporaryReason() == null ? outcome.reason() : outcome.temporaryReason();
    };
  }

  private static Evidence.Sample sample(Outcome outcome, long time) {
    return new Evidence.Sample(
        time,
        outcome.messageId(),
        outcome.origin().fromDomain(),
        outcome.recipient(),
        outcome.reply());
  }

  private static boolean isIn(String domain, String address) {
    if (domain == null) {
      return false;
    }
    int at = address.length() - domain.length() - 1;
    return at > 0
        && address.charAt(at) == '@'
        && address.regionMatches(true, at + 1, domain, 0, domain.length());
  }

  private static int hour(long time) {
    return (int) (time / HOUR_MS);
  }

  private static String known(String name) {
    return name == null || name.isEmpty() ? Tally.UNKNOWN : name;
  }
}
