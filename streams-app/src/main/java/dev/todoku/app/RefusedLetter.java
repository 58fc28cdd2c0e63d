package dev.todoku.app;

import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What Kafka refused, as a dead letter that names where it was to stand and why it does not. */
final class RefusedLetter {
  private RefusedLetter() {}

  static ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> record, String reason) {
    Headers headers = new RecordHeaders();
    header(headers, "todoku.stage", "producer");
    header(headers, "todoku.reason", reason);
    header(headers, "todoku.topic", record.topic());
    header(headers, "todoku.timestamp", String.valueOf(record.timestamp()));
    // A letter that was refused itself is too large: that it was there must do.
    boolean isLetter = record.topic().equals(Topics.DEAD_LETTERS.name());
    // The topic of dead letters has the time of appending; any valid one will do.
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS.name(),
        null,
        System.currentTimeMillis(),
        isLetter ? null : beginning(record.key(), "todoku.key-bytes", headers),
        isLetter ? null : beginning(record.value(), "todoku.value-bytes", headers),
        headers);
  }

  private static byte[] beginning(byte[] bytes, String sizeHeader, Headers headers) {
    if (bytes == null || bytes.length <= TopicSetup.LARGEST_RECORD) {
      return bytes;
    }
    header(headers, sizeHeader, Integer.toString(bytes.length));
    return Arrays.copyOf(bytes, TopicSetup.LARGEST_RECORD);
  }

  private static void header(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
