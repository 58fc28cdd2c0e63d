package dev.todoku.cli.recipients;

import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.ReaderSettings;
import dev.todoku.kafka.WholeTopic;
import dev.todoku.mailindex.SuppressedAddress;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topics;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The suppressed addresses as {@code mail.recipient-health} has them; no instance need run. */
final class SuppressionScan {
  private final Map<String, SuppressedAddress> suppressed = new HashMap<>();
  private long unreadable;

  private SuppressionScan() {}

  /**
   * All that are suppressed now, those suppressed latest first.
   *
   * @param warnings told when records could not be read: somebody may be missing, or wrongly listed
   */
  static List<SuppressedAddress> read(
      TodokuConfig config, PrintWriter warnings, Language language) {
    Map<String, Object> settings = ReaderSettings.of(config.clientSettings("consumer"));
    SuppressionScan scan = new SuppressionScan();
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      WholeTopic.read(consumer, Topics.RECIPIENT_HEALTH.name(), scan::add);
    }
    if (scan.unreadable > 0) {
      warnings.println(
          language
              .bundle("dev.todoku.cli.recipients.words")
              .getString("unreadable")
              .replace("{0}", String.valueOf(scan.unreadable))
              .replace("{1}", Topics.RECIPIENT_HEALTH.name()));
    }
    return scan.suppressed.values().stream()
        .sorted(
            Comparator.comparingLong(SuppressedAddress::since)
                .reversed()
                .thenComparing(SuppressedAddress::recipient))
        .toList();
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    RecipientHealth health;
    try {
      health =
          Topics.RECIPIENT_HEALTH
              .valueSerde()
              .deserializer()
              .deserialize(record.topic(), record.value());
    } catch (ContractException e) {
      unreadable++;
      return;
    }
    if (health != null) {
      suppressed.compute(
          health.recipient(),
          (recipient, known) -> SuppressedAddress.after(known, health).orElse(null));
    }
  }
}
