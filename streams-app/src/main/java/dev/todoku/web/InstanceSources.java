package dev.todoku.web;

import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.dns.fact.SenderInOrder;
import dev.todoku.explain.AnswerSources;
import dev.todoku.explain.OthersFared;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.QueueView;
import dev.todoku.readmodel.Sum;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.schema.Alert;
import dev.todoku.schema.DnsFact;
import dev.todoku.wire.QueueSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  public FactEvidence dns(String fromDomain, String sourceIp) {
    return FactEvidence.of(ips(sourceIp), facts(fromDomain, sourceIp));
  }

  @Override
  public SenderInOrder inOrder(String fromDomain, String sourceIp) {
    return SenderInOrder.of(sourceIp, facts(fromDomain, sourceIp));
  }

  private List<DnsFact> facts(String fromDomain, String sourceIp) {
    Set<String> domains = fromDomain == null ? Set.of() : Set.of(fromDomain);
    return dns.about(ips(sourceIp), domains, Long.MAX_VALUE);
  }

  private static Set<String> ips(String sourceIp) {
    return sourceIp.isEmpty() ? Set.of() : Set.of(sourceIp);
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
