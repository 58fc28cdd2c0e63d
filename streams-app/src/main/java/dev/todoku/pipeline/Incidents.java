package dev.todoku.pipeline;

import dev.todoku.incident.Sighting;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Incidents: keyed by what of the sender's side they are about, remembers the signals of the last
 * day, the incidents that follow from them, and what was published.
 */
final class Incidents {
  private Incidents() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.INCIDENTS, settings, metrics)
        .reads(Topics.SIGNALS, signal -> signal.scope().subject(), Signal::time)
        .readsInternal(InternalTopics.SIGHTINGS, Sighting::time)
        .does(() -> new IncidentsProcessor(settings, metrics))
        .remembers(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.INCIDENTS_STORE),
                Serdes.String(),
                Serdes.ByteArray()))
        .writes(Topics.ALERTS)
        .writes(Topics.OPEN_INCIDENTS);
  }
}
