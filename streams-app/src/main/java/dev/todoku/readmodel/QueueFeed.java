package dev.todoku.readmodel;

import dev.todoku.wire.QueueSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps a {@link QueueView} and a {@link SilenceView} up to date with what collectors say of queues
 * and of silent sources. Where no collector has run yet there is no topic of theirs: it is looked
 * for again.
 */
public final class QueueFeed extends TopicReader {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final double MILLIS = 1_000;

  private final QueueView view;
  private final SilenceView silences;
  private final MultiGauge messages;
  private final MultiGauge oldest;

  private QueueFeed(
      Map<String, Object> clientSettings,
      QueueView view,
      SilenceView silences,
      MeterRegistry meters) {
    super("queues", "answers do not say what waits in a queue", clientSettings, meters);
    this.view = view;
    this.silences = silences;
    messages =
        MultiGauge.builder("todoku.queue.messages")
            .description("Messages in the queue of a mail server when it was last asked")
            .register(meters);
    oldest =
        MultiGauge.builder("todoku.queue.oldest.seconds")
            .description("How long the oldest message in the queue of a mail server waits")
            .register(meters);
  }

  /**
   * Starts to read.
   *
   * @param clientSettings of a consumer; where Kafka is
   * @param meters where the queues are counted
   */
  public static QueueFeed start(
      Map<String, Object> clientSettings,
      QueueView view,
      SilenceView silences,
      MeterRegistry meters) {
    QueueFeed feed = new QueueFeed(clientSettings, view, silences, meters);
    feed.start();
    return feed;
  }

  @Override
  protected void read(Consumer<byte[], byte[]> reading) {
    if (!QueueRecords.begin(reading)) {
      works();
      pauseFor(LOOK_AGAIN);
      return;
    }
    while (!isStopped()) {
      boolean isNews = false;
      for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
        isNews |= QueueRecords.take(record, view, silences);
      }
      if (isNews) {
        count();
      }
      works();
    }
  }

  private void count() {
    messages.register(
        view.all().stream().map(queue -> MultiGauge.Row.of(tags(queue), queue.messages())).toList(),
        true);
    oldest.register(
        view.all().stream().map(queue -> MultiGauge.Row.of(tags(queue), age(queue))).toList(),
        true);
  }

  private static Tags tags(QueueSnapshot queue) {
    return Tags.of("host", queue.host());
  }

  private static double age(QueueSnapshot queue) {
    return queue.oldest() == 0 ? 0 : (queue.takenAt() - queue.oldest()) / MILLIS;
  }
}
