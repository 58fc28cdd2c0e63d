package dev.todoku.incidents;

import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.SenderActivity;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Incidents: keyed by what of the sender's side they are about, remembers the signals of the last
 * day, the incidents that follow from them, and what was published.
 */
public final class IncidentsStage {
  private IncidentsStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.INCIDENTS, settings, metrics)
        .reads(Topics.SIGNALS, Signal::subject, Signal::time)
        .readsInternal(InternalTopics.SENDER_ACTIVITY, SenderActivity::time)
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
