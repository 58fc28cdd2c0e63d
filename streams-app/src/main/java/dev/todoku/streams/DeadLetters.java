package dev.todoku.streams;

import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Puts what cannot be processed where a person finds it: raw bytes, and why in the headers. */
public final class DeadLetters {
  private static final int REASON_LENGTH = 500;

  private final ProcessorContext<Object, Object> context;
  private final String stage;
  private final String child;
  private final PipelineMetrics metrics;

  public DeadLetters(
      ProcessorContext<Object, Object> context, String stage, PipelineMetrics metrics) {
    this.context = context;
    this.stage = stage;
    this.child = Names.sink(stage, Topics.DEAD_LETTERS.name());
    this.metrics = metrics;
  }

  /** Lays down the record that is being processed. */
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp, String reason) {
    Optional<RecordMetadata> source = context.recordMetadata();
    String topic = source.map(RecordMetadata::topic).orElse("unknown");
    Headers headers = new RecordHeaders();
    header(headers, "todoku.stage", stage);
    header(headers, "todoku.reason", oneLine(reason));
    header(headers, "todoku.topic", topic);
    source.ifPresent(
        metadata -> {
          header(headers, "todoku.partition", Integer.toString(metadata.partition()));
          header(headers, "todoku.offset", Long.toString(metadata.offset()));
        });
    header(headers, "todoku.timestamp", Long.toString(timestamp));
    Record<byte[], byte[]> letter =
        new Record<>(
            fitting(key, "todoku.key-bytes", headers),
            fitting(value, "todoku.value-bytes", headers),
            timestamp,
            headers);
    context.forward(letter, child);
    metrics.deadLetter(topic, stage);
  }

  /** Lays down an event that could be read but not used. */
  public void send(String key, MailEvent event, String reason) {
    send(key.getBytes(StandardCharsets.UTF_8), EventJson.write(event), event.time(), reason);
  }

  /** The bytes; the beginning of what is larger than any topic of Todoku's takes, and its size. */
  private static byte @Nullable [] fitting(
      byte @Nullable [] bytes, String sizeHeader, Headers headers) {
    if (bytes == null || bytes.length <= TopicSetup.LARGEST_RECORD) {
      return bytes;
    }
    header(headers, sizeHeader, Integer.toString(bytes.length));
    return Arrays.copyOf(bytes, TopicSetup.LARGEST_RECORD);
  }

  private static void header(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String oneLine(String reason) {
    String line = reason.replaceAll("\\s+", " ").strip();
    return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH);
  }
}
