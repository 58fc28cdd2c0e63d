package dev.todoku.streams;

import dev.todoku.schema.Alert;
import dev.todoku.schema.FailureNotice;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers that make a record a CloudEvent in binary mode (CloudEvents 1.0, Kafka protocol binding
 * 3.2): generic consumers learn from them what it is without knowing the topic.
 *
 * <p>Rows of {@code mail.provider-health} have none: two rows of a minute may be equal and add up,
 * so that nothing in them could be an id.
 */
public final class CloudEvents {
  private static final byte[] VERSION = bytes("1.0");
  private static final byte[] SOURCE = bytes("/todoku");
  private static final byte[] JSON = bytes("application/json");

  private CloudEvents() {}

  /** An incident opened, changed, ended. */
  public static Headers alert(Alert alert) {
    return headers(
        Topics.ALERTS,
        "dev.todoku.incident." + alert.state().name().toLowerCase(Locale.ROOT),
        alert.incidentId() + '/' + alert.revision(),
        alert.time());
  }

  /**
   * What is known of a message and recipient. The id follows from the record, so that a replay
   * writes the same bytes.
   *
   * @param recipient as it is published
   */
  public static Headers outcome(Outcome outcome, String recipient) {
    return headers(
        Topics.OUTCOMES,
        "dev.todoku.outcome",
        String.join(
            "/",
            outcome.messageId(),
            recipient,
            Integer.toString(outcome.revision()),
            Long.toString(outcome.time())),
        outcome.time());
  }

  /**
   * A failure that somebody is told of, once a message and recipient.
   *
   * @param recipient as it is published
   */
  public static Headers failure(FailureNotice notice, String recipient) {
    return headers(
        Topics.FAILURES,
        "dev.todoku.failure",
        String.join("/", notice.messageId(), recipient, Long.toString(notice.time())),
        notice.time());
  }

  private static Headers headers(Topic<?, ?> topic, String type, String id, long time) {
    return new RecordHeaders()
        .add("ce_specversion", VERSION)
        .add("ce_id", bytes(id))
        .add("ce_source", SOURCE)
        .add("ce_type", bytes(type))
        .add("ce_time", bytes(Instant.ofEpochMilli(time).toString()))
        .add("ce_dataschema", bytes("urn:todoku:schema:" + topic.name()))
        .add("content-type", JSON);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
