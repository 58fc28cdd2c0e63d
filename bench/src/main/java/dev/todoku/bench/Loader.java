package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.WriterMarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes workloads to the public topics, each topic in the order of event time, and marks where
 * each begins and ends, as every writer of ours does.
 */
final class Loader implements AutoCloseable {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int LINGER_MS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ProgressLine progress;
  private final int partitions;
  private int workloads;

  /**
   * Nothing is written yet.
   *
   * @param partitions of the topics
   */
  Loader(String bootstrapServers, int partitions, ProgressLine progress) {
    this.partitions = partitions;
    this.progress = progress;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MS,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                // What is written twice is the same event twice, which changes no result.
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes all events of {@code workload}. */
  void load(Workload workload) {
    WriterMarks marks = marksFrom(workload);
    List<Bounce> bounces = new ArrayList<>();
    List<Complaint> complaints = new ArrayList<>();
    for (int number = 0; number < workload.messages(); number++) {
      Mail mail = workload.mail(number);
      send(Topics.SENDS, mail.send());
      mail.delivery().ifPresent(delivery -> send(Topics.DELIVERIES, delivery));
      mail.bounce().ifPresent(bounces::add);
      mail.complaint().ifPresent(complaints::add);
      progress.print(number, "messages written");
    }
    bounces.sort(Comparator.comparingLong(Bounce::time));
    bounces.forEach(bounce -> send(Topics.BOUNCES, bounce));
    complaints.forEach(complaint -> send(Topics.FEEDBACK, complaint));
    marks.advance(bounces.isEmpty() ? workload.end() : bounces.get(bounces.size() - 1).time());
    marks.close();
  }

  private WriterMarks marksFrom(Workload workload) {
    WriterMarks marks = new WriterMarks(producer, "load-" + workloads++, partitions);
    marks.advance(workload.start());
    return marks;
  }

  /** Marks of a writer of mail as it happens. */
  WriterMarks liveMarks() {
    return new WriterMarks(producer, "live", partitions);
  }

  /** Waits until all is written. */
  void flush() {
    producer.flush();
  }

  /** Writes what is reported of one message. */
  void load(Mail mail) {
    loadSend(mail);
    loadAnswer(mail);
  }

  /** Writes that a message was sent. */
  void loadSend(Mail mail) {
    send(Topics.SENDS, mail.send());
  }

  /** Writes what came of a message. */
  void loadAnswer(Mail mail) {
    mail.delivery().ifPresent(delivery -> send(Topics.DELIVERIES, delivery));
    mail.bounce().ifPresent(bounce -> send(Topics.BOUNCES, bounce));
  }

  /** Writes the sends only: messages whose fate stays open. */
  void loadSends(Workload workload) {
    WriterMarks marks = marksFrom(workload);
    for (int number = 0; number < workload.messages(); number++) {
      loadSend(workload.mail(number));
      progress.print(number, "messages written");
    }
    marks.advance(workload.end());
    marks.close();
  }

  /** A record that cannot be written shows as a wrong result. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private <T extends MailEvent> void send(Topic<String, ? super T> topic, T event) {
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            null,
            event.time(),
            topic.keySerde().serializer().serialize(topic.name(), event.messageId()),
            topic.valueSerde().serializer().serialize(topic.name(), event)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
