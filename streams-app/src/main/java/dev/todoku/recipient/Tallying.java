package dev.todoku.recipient;

import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   */
  static Tallying of(
      Optional<MessageMark> before, Outcome outcome, Optional<Outcome> lastDeferral) {
    Draft draft = new Draft(outcome, before);
    boolean failedBefore = before.map(mark -> mark.kind().isFailure()).orElse(false);
    boolean failed = outcome.status().isFailure();
    boolean accepted = outcome.deliveredAt() != 0;
    boolean acceptedBefore =
        before.map(MessageMark::delivered).orElseGet(() -> isForgotten(outcome));
    if (before.isPresent() || outcome.status() == Status.DEFERRED) {
      lastDeferral.ifPresent(draft::addDeferral);
    }
    if (accepted && !acceptedBefore) {
      draft.addAcceptance();
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
    private final Outcome outcome;
    private final List<Tally> tallies = new ArrayList<>(2);
    private int trialHour;
    private int deferralHour;

    Draft(Outcome outcome, Optional<MessageMark> before) {
      this.outcome = outcome;
      this.trialHour = before.map(MessageMark::trialHour).orElse(0);
      this.deferralHour = before.map(MessageMark::deferralHour).orElse(0);
    }

    void addDeferral(Outcome deferral) {
      long time = deferral.lastDeferredAt();
      if (hour(time) > deferralHour) {
        deferralHour = hour(time);
        Trial trial = trial(time, deferral);
        trialHour = Math.max(trialHour, deferralHour);
        tallies.add(tally(time, Tally.Count.DEFERRED, false, false, deferral, trial));
      }
    }

    void addAcceptance() {
      long time = outcome.deliveredAt();
      boolean isFirstOfHour = hour(time) != trialHour;
      trialHour = Math.max(trialHour, hour(time));
      add(time, Tally.Count.ACCEPTED, false, isFirstOfHour ? Trial.PASSED : Trial.NOT_COUNTED);
    }

    /** Case 11: counted as accepted, failed now. Such a bounce is no attempt of ours. */
    void addFailure(boolean accepted) {
      long time = outcome.bouncedAt();
      boolean isAttempt = !accepted && outcome.matchedBy() == null;
      Tally.Count count =
          outcome.status() == Status.EXPIRED ? Tally.Count.EXPIRED : Tally.Count.BOUNCED;
      add(time, count, accepted, isAttempt ? trial(time, outcome) : Trial.NOT_COUNTED);
    }

    /** The failure was counted before the acceptance that it takes back was known. */
    void addWithdrawal() {
      add(outcome.bouncedAt(), Tally.Count.NOTHING, true, Trial.NOT_COUNTED);
    }

    void addComplaint() {
      long time = outcome.complainedAt();
      tallies.add(tally(time, Tally.Count.NOTHING, false, true, outcome, Trial.NOT_COUNTED));
    }

    private Trial trial(long time, Outcome attempt) {
      if (hour(time) == trialHour) {
        return Trial.NOT_COUNTED;
      }
      Trial trial = Trial.explicit(attempt.status(), attempt.reason(), attempt.reply());
      if (trial != Trial.NOT_COUNTED) {
        trialHour = Math.max(trialHour, hour(time));
      }
      return trial;
    }

    private void add(long time, Tally.Count count, boolean withdrawn, Trial trial) {
      tallies.add(tally(time, count, withdrawn, false, outcome, trial));
    }
  }

  private static Tally tally(
      long time,
      Tally.Count count,
      boolean withdrawn,
      boolean complaint,
      Outcome outcome,
      Trial trial) {
    return new Tally(
        outcome.provider(),
        known(outcome.origin().sourceIp()),
        known(outcome.origin().fromDomain()),
        time,
        count,
        withdrawn,
        complaint,
        reason(count, outcome),
        trial,
        trial == Trial.REFUSED ? sample(outcome, time) : null);
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

  private static int hour(long time) {
    return (int) (time / HOUR_MS);
  }

  private static String known(String name) {
    return name == null || name.isEmpty() ? Tally.UNKNOWN : name;
  }
}
