package dev.todoku.message;

import dev.todoku.schema.HopKind;
import dev.todoku.schema.HopStep;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The steps of a message's way before the recipient's server, for whoever reads an outcome. */
final class HopSteps {
  private HopSteps() {}

  static List<HopStep> of(MessageState state) {
    List<HopStep> steps = new ArrayList<>();
    for (HopState fact : state.way().hops()) {
      if (fact.hop().chargesSender() || state.way().isPassedOn(fact, state) || isDiscard(fact)) {
        add(steps, fact);
      }
    }
    steps.sort(Comparator.comparingLong(HopStep::time));
    return List.copyOf(steps);
  }

  private static boolean isDiscard(HopState fact) {
    return fact.hop().kind() == HopKind.DISCARD;
  }

  private static void add(List<HopStep> steps, HopState fact) {
    if (fact.deferral() != null) {
      steps.add(
          new HopStep(
              fact.queueId(),
              fact.hop(),
              Status.DEFERRED,
              fact.deferral().lastAt(),
              fact.deferral().reply()));
    }
    if (fact.acceptedAt() != 0) {
      Status status = isDiscard(fact) ? Status.DISCARDED : Status.HANDED_ON;
      steps.add(
          new HopStep(fact.queueId(), fact.hop(), status, fact.acceptedAt(), fact.acceptance()));
    } else if (fact.expiredAt() != 0) {
      steps.add(new HopStep(fact.queueId(), fact.hop(), Status.EXPIRED, fact.expiredAt(), null));
    }
    if (fact.bounce() != null) {
      steps.add(
          new HopStep(
              fact.queueId(),
              fact.hop(),
              Status.BOUNCED,
              fact.bounce().at(),
              fact.bounce().reply()));
    }
  }
}
