package dev.todoku.recipients;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.detect.HopAttempts;
import dev.todoku.message.DeferralHour;
import dev.todoku.message.HopStanding;
import dev.todoku.message.HopState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.wire.HopKey;
import dev.todoku.wire.ProviderDelta;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one message adds to the figures of the filters and relays on its way, and, where a relay
 * took it that says no more, to those of its provider. None of it is charged to the provider.
 */
final class HopCounts {
  private static final long HOUR_MS = 3_600_000;

  private final Outcome outcome;
  private final List<ProviderDelta> deltas = new ArrayList<>(1);

  private HopCounts(Outcome outcome) {
    this.outcome = outcome;
  }

  static List<ProviderDelta> of(MessageState known, Outcome outcome) {
    HopStanding hops = known.atHops();
    if (hops == null) {
      return List.of();
    }
    HopCounts counts = new HopCounts(outcome);
    known.way().hops().stream().filter(HopState::isCounted).forEach(counts::addHop);
    counts.addEnd(known, hops);
    return counts.deltas;
  }

  private void addEnd(MessageState known, HopStanding hops) {
    if (known.handedOnAt() != 0) {
      // What a relay took may come back as what a provider took: returned mail is set against it.
      boolean isAll = outcome.status() == Status.HANDED_ON && !hops.isWithin();
      add(
          outcome.provider(),
          known.handedOnAt(),
          isAll ? ProviderDelta.Count.HANDED_ON : ProviderDelta.Count.NOTHING,
          null,
          EnumSet.of(Figure.ACCEPTED),
          null);
    }
    if (outcome.status() == Status.DISCARDED) {
      add(
          outcome.provider(),
          hops.at().acceptedAt(),
          ProviderDelta.Count.DISCARDED,
          null,
          Set.of(),
          null);
    }
  }

  private void addHop(HopState fact) {
    String key = HopKey.of(fact.hop());
    Set<Long> hoursTried = new HashSet<>();
    if (fact.deferral() != null) {
      for (DeferralHour hour : fact.deferralHours()) {
        hoursTried.add(hourOf(hour.at()));
        SmtpReply reply =
            hour.at() == fact.deferral().lastAt() ? fact.deferral().reply() : hour.reply();
        add(
            key,
            hour.at(),
            ProviderDelta.Count.DEFERRED,
            hour.reason(),
            HopAttempts.failed(hour.reply(), true),
            reply);
      }
    }
    if (fact.acceptedAt() != 0) {
      Set<Figure> figures = EnumSet.of(Figure.ACCEPTED);
      if (hoursTried.add(hourOf(fact.acceptedAt()))) {
        figures.add(Figure.ATTEMPTS);
      }
      add(key, fact.acceptedAt(), ProviderDelta.Count.ACCEPTED, null, figures, null);
    } else if (fact.expiredAt() != 0) {
      Reason reason = fact.deferral() == null ? Reason.EXPIRED : fact.deferral().reason();
      add(key, fact.expiredAt(), ProviderDelta.Count.EXPIRED, reason, Set.of(), null);
    }
    if (fact.bounce() != null) {
      SmtpReply reply = fact.bounce().reply();
      Set<Figure> figures =
          hoursTried.add(hourOf(fact.bounce().at())) ? HopAttempts.failed(reply, false) : Set.of();
      add(
          key,
          fact.bounce().at(),
          ProviderDelta.Count.BOUNCED,
          fact.bounce().reason(),
          figures,
          reply);
    }
  }

  private void add(
      String provider,
      long time,
      ProviderDelta.Count count,
      @Nullable Reason reason,
      Set<Figure> figures,
      @Nullable SmtpReply reply) {
    deltas.add(
        ProviderDelta.builder(provider, time)
            .sourceIp(MessageCounts.nameOf(outcome.origin().sourceIp()))
            .fromDomain(MessageCounts.nameOf(outcome.origin().fromDomain()))
            .batch(Batch.of(outcome.origin()))
            .count(count)
            .reason(reason)
            .figures(figures)
            .sample(ProviderDelta.channelOf(figures) == null ? null : sample(time, reply))
            .build());
  }

  private Evidence.Sample sample(long time, @Nullable SmtpReply reply) {
    return new Evidence.Sample(
        time, outcome.messageId(), outcome.origin().fromDomain(), outcome.recipient(), reply);
  }

  private static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_MS);
  }
}
