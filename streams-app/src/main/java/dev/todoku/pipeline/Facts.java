package dev.todoku.pipeline;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Facts of the DNS, of which every instance keeps all: they are asked for by domain and address,
 * and no stage is keyed so. No stage reads the topic; {@link FactBook} looks up what held when.
 */
final class Facts {
  private Facts() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.FACTS_STORE),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        Names.source(Topics.DNS_FACTS.name()),
        new EventTime<>(DnsFact::time, settings.future()),
        new ByteArrayDeserializer(),
        new IncomingDeserializer<>(Topics.DNS_FACTS.valueSerde().deserializer()),
        Topics.DNS_FACTS.name(),
        Names.FACTS,
        () -> new FactsProcessor(metrics));
  }
}
