package dev.todoku.cli.notify;

import dev.todoku.kafka.AdminResult;
import dev.todoku.kafka.SetupException;
import dev.todoku.notify.KafkaDeliveryLedger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topic on which {@code notify} records what was taken. */
final class LedgerTopic {
  private LedgerTopic() {}

  /**
   * Creates it where it is missing.
   *
   * @param replicationFactor -1 for the broker's default
   */
  static void ensure(Admin admin, int replicationFactor) {
    Optional<Short> replication =
        replicationFactor < 0 ? Optional.empty() : Optional.of((short) replicationFactor);
    NewTopic topic =
        new NewTopic(KafkaDeliveryLedger.TOPIC, Optional.of(1), replication)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    if (AdminResult.of(admin.listTopics().names()).contains(topic.name())) {
      return;
    }
    try {
      AdminResult.of(admin.createTopics(List.of(topic)).all());
    } catch (SetupException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      // Another process was faster.
    }
  }
}
