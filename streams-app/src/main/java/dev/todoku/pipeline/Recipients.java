package dev.todoku.pipeline;

import dev.todoku.correlation.Correlated;
import dev.todoku.recipient.Amnesty;
import dev.todoku.recipient.RecipientNote;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Recipients: keyed by recipient address, remembers each one's latest messages, the bounces that
 * look for theirs, and who may have been called unknown in a block.
 */
final class Recipients {
  private Recipients() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.RECIPIENTS, settings, metrics)
        .readsInternal(InternalTopics.FACTS, Correlated.class, Correlated::time)
        .reads(
            Topics.RECIPIENTS,
            command -> settings.address().normal(command.recipient()),
            RecipientCommand::time)
        .readsInternal(InternalTopics.SEARCHES, Bounce::time)
        .readsInternal(InternalTopics.NOTES, RecipientNote::time)
        .readsInternal(InternalTopics.AMNESTIES, Amnesty::time)
        .does(() -> new RecipientsProcessor(settings, metrics))
        .remembers(KeyedBytes.byBytes(Names.RECIPIENTS_STORE))
        .remembers(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.AMNESTIES_STORE),
                Serdes.String(),
                Serdes.ByteArray()))
        .remembers(AmnestyDesk.suspectsBuilder())
        .remembers(KeyedBytes.byBytes(Names.SEARCHES_STORE))
        .writes(Topics.RECIPIENT_HEALTH)
        .writes(Topics.UNMATCHED)
        .writesWithProgress(InternalTopics.TALLIES)
        .writes(InternalTopics.FOUND);
  }
}
