package dev.todoku.dnsfacts;

import dev.todoku.dns.fact.DecisiveFact;
import dev.todoku.dns.fact.FactHistory;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Topics;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.Incoming;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds each fact to the history of its key. Whoever keeps a copy of everything cannot write dead
 * letters, of which there would be one an instance: what cannot be read is counted and logged.
 */
final class DnsFactsProcessor implements Processor<byte[], Incoming<DnsFact>, Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(DnsFactsProcessor.class);

  private final PipelineMetrics metrics;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> store;
  private FactLookup known;

  DnsFactsProcessor(PipelineMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    store = context.getStateStore(Names.DNS_FACTS_STORE);
    known = new FactLookup(store);
  }

  @Override
  public void process(Record<byte[], Incoming<DnsFact>> record) {
    metrics.received(Topics.DNS_FACTS.name());
    DnsFact fact = record.value() == null ? null : record.value().value();
    if (fact == null) {
      metrics.unreadableFact();
      LOG.warn("no fact at {}: {}", place(), problem(record.value()));
      return;
    }
    if (fact.time() > record.timestamp()) {
      metrics.unreadableFact();
      LOG.warn("the time of the fact at {} is ahead; it is left out", place());
      return;
    }
    DecisiveFact.of(fact).ifPresent(this::learn);
  }

  private void learn(DnsFact fact) {
    FactHistory before = known.history(fact.key());
    FactHistory after = before.with(fact);
    if (!after.equals(before)) {
      store.put(fact.key(), after.encode());
    }
  }

  private String place() {
    return context
        .recordMetadata()
        .map(at -> at.topic() + '-' + at.partition() + '@' + at.offset())
        .orElse("unknown");
  }

  private static @Nullable String problem(@Nullable Incoming<DnsFact> incoming) {
    return incoming == null ? "the record has no value" : incoming.problem();
  }
}
