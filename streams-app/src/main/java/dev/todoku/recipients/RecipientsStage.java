package dev.todoku.recipients;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topics;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.RecipientNote;
import dev.todoku.wire.SuppressionExemption;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Recipients: keyed by recipient address, remembers each one's latest messages, the bounces that
 * look for theirs, and who may have been called unknown in a block.
 */
public final class RecipientsStage {
  private RecipientsStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.RECIPIENTS, settings, metrics)
        .readsInternal(InternalTopics.MESSAGE_UPDATES, MessageUpdate.class, MessageUpdate::time)
        .reads(
            Topics.RECIPIENTS,
            command -> settings.address().normal(command.recipient()),
            RecipientCommand::time)
        .readsInternal(InternalTopics.MATCH_REQUESTS, Bounce::time)
        .readsInternal(InternalTopics.NOTES, RecipientNote::time)
        .readsInternal(InternalTopics.SUPPRESSION_EXEMPTIONS, SuppressionExemption::time)
        .does(() -> new RecipientsProcessor(settings, metrics))
        .remembers(KeyedBytes.byBytes(Names.RECIPIENTS_STORE))
        .remembers(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.EXEMPTIONS_STORE),
                Serdes.String(),
                Serdes.ByteArray()))
        .remembers(ExemptionTracker.candidatesBuilder())
        .remembers(KeyedBytes.byBytes(Names.MATCH_REQUESTS_STORE))
        .writes(Topics.RECIPIENT_HEALTH)
        .writes(Topics.UNMATCHED)
        .writesWithProgress(InternalTopics.PROVIDER_DELTAS)
        .writes(InternalTopics.MATCH_RESULTS);
  }
}
