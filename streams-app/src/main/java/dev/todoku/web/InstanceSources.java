package dev.todoku.web;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.explain.AnswerSources;
import dev.todoku.explain.OthersFared;
import dev.todoku.explain.SenderDns;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.QueueView;
import dev.todoku.readmodel.Sum;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.schema.Alert;
import dev.todoku.wire.QueueSnapshot;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance knows beside mail.
 *
 * @param view incidents as last published
 * @param health figures of providers
 * @param dns what the DNS said of senders
 * @param queues what waits in the queues of mail servers
 */
record InstanceSources(IncidentView view, HealthViews health, KnownFacts dns, QueueView queues)
    implements AnswerSources {
  @Override
  public Collection<Alert> incidents() {
    return view.all();
  }

  /** As it is now: what has been mended since needs no steps. */
  @Override
  public SenderDns dns(@Nullable String fromDomain, String sourceIp) {
    return SenderDns.of(dns, fromDomain, sourceIp, Long.MAX_VALUE);
  }

  @Override
  public Optional<OthersFared> others(String provider, long time) {
    long from = time - OthersFared.AROUND_MS;
    HealthView day = health.of(ViewRange.DAY);
    HealthView view = day.begin() != 0 && from >= day.begin() ? day : health.of(ViewRange.WEEK);
    Sum sum =
        view.sum(flow -> flow.provider().equals(provider), from, time + OthersFared.AROUND_MS);
    return sum.ended() == 0
        ? Optional.empty()
        : Optional.of(new OthersFared(sum.accepted(), sum.ended()));
  }

  @Override
  public Optional<QueueSnapshot.Found> waiting(String queueId, String recipient) {
    return queues.find(queueId, recipient);
  }
}
