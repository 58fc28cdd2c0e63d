package dev.todoku.dnsfacts;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Topics;
import dev.todoku.streams.EventTime;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.IncomingDeserializer;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Facts of the DNS, of which every instance keeps all: they are asked for by domain and address,
 * and no stage is keyed so. No stage reads the topic; {@link FactLookup} looks up what held when.
 */
public final class DnsFactsStage {
  private DnsFactsStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.DNS_FACTS_STORE),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        Names.source(Topics.DNS_FACTS.name()),
        new EventTime<>(DnsFact::time, settings.future()),
        new ByteArrayDeserializer(),
        new IncomingDeserializer<>(Topics.DNS_FACTS.valueSerde().deserializer()),
        Topics.DNS_FACTS.name(),
        Names.DNS_FACTS,
        () -> new DnsFactsProcessor(metrics));
  }
}
