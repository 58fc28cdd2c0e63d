package dev.todoku.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes down what happens as records of the topics, and as a person reads them. */
final class TopicFeed implements Feed {
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** The records in the order of time. */
  List<ProducerRecord<byte[], byte[]>> records() {
    return records.stream()
        .sorted(Comparator.comparingLong(ProducerRecord<byte[], byte[]>::timestamp))
        .toList();
  }

  /** What was taken down since the last call, a line each. */
  List<String> lines() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void log(String host, String line, long time) {
    add(Topics.RAW_POSTFIX.name(), host, line.getBytes(UTF_8), time);
    lines.add(line);
  }

  @Override
  public void happens(Send send) {
    add(Topics.SENDS, send.messageId(), send, send.time());
  }

  @Override
  public void happens(Delivery delivery) {
    record(
        Topics.DELIVERIES.name(),
        delivery.messageId(),
        Topics.DELIVERIES.valueSerde().serializer().serialize(null, delivery),
        delivery.time());
  }

  @Override
  public void happens(Deferral deferral) {
    record(
        Topics.DELIVERIES.name(),
        deferral.messageId(),
        Topics.DELIVERIES.valueSerde().serializer().serialize(null, deferral),
        deferral.time());
  }

  @Override
  public void happens(Bounce bounce) {
    String key = bounce.messageId() == null ? bounce.sentTo() : bounce.messageId();
    add(Topics.BOUNCES, key, bounce, bounce.time());
  }

  @Override
  public void happens(Complaint complaint) {
    record(
        Topics.FEEDBACK.name(),
        complaint.messageId(),
        Topics.FEEDBACK.valueSerde().serializer().serialize(null, complaint),
        complaint.time());
  }

  @Override
  public void happens(Engagement engagement) {
    record(
        Topics.FEEDBACK.name(),
        engagement.messageId(),
        Topics.FEEDBACK.valueSerde().serializer().serialize(null, engagement),
        engagement.time());
  }

  @Override
  public void happens(RecipientCommand command) {
    add(Topics.RECIPIENTS, command.recipient(), command, command.time());
  }

  @Override
  public void returned(String message, long time) {
    add(Topics.RAW_BOUNCES.name(), "bounces", message.getBytes(UTF_8), time);
    lines.add(Topics.RAW_BOUNCES.name() + ": " + message.lines().findFirst().orElse("") + " …");
  }

  private <T> void add(Topic<String, T> topic, String key, T value, long time) {
    record(topic.name(), key, topic.valueSerde().serializer().serialize(null, value), time);
  }

  private void record(String topic, String key, byte[] value, long time) {
    add(topic, key, value, time);
    lines.add(topic + ": " + new String(value, UTF_8));
  }

  private void add(String topic, String key, byte[] value, long time) {
    records.add(new ProducerRecord<>(topic, null, time, key.getBytes(UTF_8), value));
  }
}
