package dev.todoku.recipient;

import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.tally.Tally;
import java.util.Optional;

/**
 * What one revision of an outcome adds to the provider's figures, given what was counted before.
 *
 * @param tally what it adds, empty when nothing
 * @param trialHour hour of the last attempt that a detector was shown, to be remembered
 */
record Tallying(Optional<Tally> tally, int trialHour) {
  private static final long HOUR_MS = 3_600_000;

  static Tallying of(Optional<MessageMark> before, Outcome outcome, long time) {
    int hour = (int) (time / HOUR_MS);
    int lastTrialHour = before.map(MessageMark::trialHour).orElse(0);
    Trial trial =
        hour == lastTrialHour || isAfterAcceptance(outcome)
            ? Trial.NOT_COUNTED
            : Trial.explicit(outcome.status(), outcome.reason(), outcome.reply());
    boolean isNewHour = hour != lastTrialHour;
    Tally.Count count = count(before, outcome, isNewHour);
    boolean withdrawn = isWithdrawn(before, outcome);
    boolean complaint =
        outcome.complainedAt() != 0 && !before.map(MessageMark::complained).orElse(false);
    int rememberedHour = count == Tally.Count.DEFERRED || trial != Trial.NOT_COUNTED ? hour : 0;
    int trialHour = Math.max(lastTrialHour, rememberedHour);
    if (count == Tally.Count.NOTHING && trial == Trial.NOT_COUNTED && !withdrawn && !complaint) {
      return new Tallying(Optional.empty(), trialHour);
    }
    return new Tallying(
        Optional.of(
            new Tally(
                outcome.provider(),
                known(outcome.origin().sourceIp()),
                known(outcome.origin().fromDomain()),
                time,
                count,
                withdrawn,
                complaint,
                isCountedByReason(count) ? reason(outcome) : null,
                trial,
                trial == Trial.REFUSED ? sample(outcome, time) : null)),
        trialHour);
  }

  private static Tally.Count count(
      Optional<MessageMark> before, Outcome outcome, boolean isNewHour) {
    boolean failedBefore = before.map(mark -> mark.kind().isFailure()).orElse(false);
    return switch (outcome.status()) {
      case SENT -> Tally.Count.NOTHING;
      case DEFERRED -> isNewHour ? Tally.Count.DEFERRED : Tally.Count.NOTHING;
      case DELIVERED ->
          before.map(mark -> mark.kind() == MessageMark.Kind.ACCEPTED).orElse(false)
              ? Tally.Count.NOTHING
              : Tally.Count.ACCEPTED;
      case BOUNCED -> failedBefore ? Tally.Count.NOTHING : Tally.Count.BOUNCED;
      case EXPIRED -> failedBefore ? Tally.Count.NOTHING : Tally.Count.EXPIRED;
    };
  }

  /** Case 11: counted as accepted before, failed now. */
  private static boolean isWithdrawn(Optional<MessageMark> before, Outcome outcome) {
    if (!outcome.status().isFailure()) {
      return false;
    }
    return before
        .map(mark -> mark.kind() == MessageMark.Kind.ACCEPTED)
        .orElse(outcome.deliveredAt() != 0);
  }

  /** A bounce message about what was accepted is no attempt of ours. */
  private static boolean isAfterAcceptance(Outcome outcome) {
    return outcome.status().isFailure() && outcome.deliveredAt() != 0;
  }

  private static boolean isCountedByReason(Tally.Count count) {
    return count != Tally.Count.NOTHING && count != Tally.Count.ACCEPTED;
  }

  private static Reason reason(Outcome outcome) {
    return outcome.status() == Status.EXPIRED && outcome.temporaryReason() != null
        ? outcome.temporaryReason()
        : outcome.reason();
  }

  private static Evidence.Sample sample(Outcome outcome, long time) {
    return new Evidence.Sample(
        time,
        outcome.messageId(),
        outcome.origin().fromDomain(),
        outcome.recipient(),
        outcome.reply());
  }

  private static String known(String name) {
    return name == null || name.isEmpty() ? Tally.UNKNOWN : name;
  }
}
