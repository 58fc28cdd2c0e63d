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
 */
record Tallying(List<Tally> tallies, int trialHour) {
  private static final long HOUR_MS = 3_600_000;

  static Tallying of(Optional<MessageMark> before, Outcome outcome) {
    Draft draft = new Draft(outcome, before.map(MessageMark::trialHour).orElse(0));
    boolean failedBefore = before.map(mark -> mark.kind().isFailure()).orElse(false);
    boolean failed = outcome.status().isFailure();
    boolean accepted = outcome.deliveredAt() != 0;
    boolean acceptedBefore =
        before.map(MessageMark::delivered).orElseGet(() -> isForgotten(outcome));
    if (outcome.status() == Status.DEFERRED) {
      draft.addDeferral();
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
    return new Tallying(List.copyOf(draft.tallies), draft.trialHour);
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

  /** Collects tallies; a message is one trial an hour. */
  private static final class Draft {
    private final Outcome outcome;
    private final List<Tally> tallies = new ArrayList<>(2);
    private int trialHour;

    Draft(Outcome outcome, int trialHour) {
      this.outcome = outcome;
      this.trialHour = trialHour;
    }

    void addDeferral() {
      long time = outcome.lastDeferredAt();
      if (hour(time) != trialHour) {
        Trial trial = trial(time, Status.DEFERRED);
        trialHour = Math.max(trialHour, hour(time));
        add(time, Tally.Count.DEFERRED, false, outcome.reason(), trial);
      }
    }

    void addAcceptance() {
      long time = outcome.deliveredAt();
      add(time, Tally.Count.ACCEPTED, false, null, trial(time, Status.DELIVERED));
    }

    /** Case 11: counted as accepted, failed now. Such a bounce is no attempt of ours. */
    void addFailure(boolean accepted) {
      long time = outcome.bouncedAt();
      boolean isAttempt = !accepted && outcome.matchedBy() == null;
      Trial trial = isAttempt ? trial(time, outcome.status()) : Trial.NOT_COUNTED;
      boolean expired = outcome.status() == Status.EXPIRED;
      Reason reason =
          expired && outcome.temporaryReason() != null
              ? outcome.temporaryReason()
              : outcome.reason();
      add(time, expired ? Tally.Count.EXPIRED : Tally.Count.BOUNCED, accepted, reason, trial);
    }

    /** The failure was counted before the acceptance that it takes back was known. */
    void addWithdrawal() {
      add(outcome.bouncedAt(), Tally.Count.NOTHING, true, null, Trial.NOT_COUNTED);
    }

    void addComplaint() {
      tallies.add(
          tally(outcome.complainedAt(), Tally.Count.NOTHING, false, true, null, Trial.NOT_COUNTED));
    }

    private Trial trial(long time, Status status) {
      if (hour(time) == trialHour) {
        return Trial.NOT_COUNTED;
      }
      Trial trial = Trial.explicit(status, outcome.reason(), outcome.reply());
      if (trial != Trial.NOT_COUNTED) {
        trialHour = Math.max(trialHour, hour(time));
      }
      return trial;
    }

    private void add(long time, Tally.Count count, boolean withdrawn, Reason reason, Trial trial) {
      tallies.add(tally(time, count, withdrawn, false, reason, trial));
    }

    private Tally tally(
        long time,
        Tally.Count count,
        boolean withdrawn,
        boolean complaint,
        Reason reason,
        Trial trial) {
      return new Tally(
          outcome.provider(),
          known(outcome.origin().sourceIp()),
          known(outcome.origin().fromDomain()),
          time,
          count,
          withdrawn,
          complaint,
          reason,
          trial,
          trial == Trial.REFUSED ? sample(time) : null);
    }

    private Evidence.Sample sample(long time) {
      return new Evidence.Sample(
          time,
          outcome.messageId(),
          outcome.origin().fromDomain(),
          outcome.recipient(),
          outcome.reply());
    }
  }

  private static int hour(long time) {
    return (int) (time / HOUR_MS);
  }

  private static String known(String name) {
    return name == null || name.isEmpty() ? Tally.UNKNOWN : name;
  }
}
