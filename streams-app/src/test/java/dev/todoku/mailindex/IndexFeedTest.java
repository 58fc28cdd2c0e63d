package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFeedTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path dir;
  private HealthViews views = new HealthViews();

  @Test
  void goesOnWhereItWasAndBeginsAnewWithOtherTopics() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      create(kafka);
      send(kafka, Topics.OUTCOMES, mail("a").accepted(NOON, NOON));
      send(kafka, Topics.OUTCOMES, mail("b").accepted(NOON, NOON));
      send(kafka, Topics.PROVIDER_HEALTH, row(NOON, 5));
      send(kafka, Topics.PROVIDER_HEALTH, row(NOON + MINUTE, 2));
      try (IndexFeed feed = start(kafka)) {
        await().atMost(SOON).until(feed::isComplete);
        assertThat(total(feed)).isEqualTo(2);
        assertThat(accepted(ViewRange.MONTH)).isEqualTo(7);
      }
      send(kafka, Topics.OUTCOMES, mail("a").refused(NOON, NOON + MINUTE));
      views = new HealthViews();
      try (IndexFeed feed = start(kafka)) {
        await().atMost(SOON).until(feed::isComplete);
        assertThat(total(feed)).isEqualTo(2);
        assertThat(feed.campaigns().find("spring").orElseThrow().counts())
            .isEqualTo(new CampaignFigures.Counts(1, 1));
        assertThat(accepted(ViewRange.WEEK)).as("of the index on disk").isEqualTo(7);
      }
    }
    views = new HealthViews();
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      create(other);
      send(other, Topics.OUTCOMES, mail("c").accepted(NOON, NOON));
      try (IndexFeed feed = start(other)) {
        await().atMost(SOON).until(feed::isComplete);
        assertThat(feed.mails().ofQueueId("Qa", 10)).isEmpty();
        assertThat(total(feed)).isEqualTo(1);
        assertThat(accepted(ViewRange.WEEK)).isZero();
      }
    }
  }

  private IndexFeed start(EmbeddedKafka kafka) {
    return IndexFeed.start(dir, 1_000, views, clients(kafka), new SimpleMeterRegistry());
  }

  private long accepted(ViewRange range) {
    return views.of(range).groups(Flow::provider, flow -> true).stream()
        .mapToLong(group -> group.total().accepted())
        .sum();
  }

  private static long total(IndexFeed feed) {
    return feed.campaigns().find("spring").orElseThrow().total();
  }

  private static SampleMail mail(String id) {
    return SampleMail.to(id, id + "@au.test").of("spring");
  }

  private static ProviderHealth row(long minute, long accepted) {
    return ProviderHealth.builder("au.test", "192.0.2.1", "shop.test", minute)
        .accepted(accepted)
        .attempts(accepted)
        .build();
  }

  private static void create(EmbeddedKafka kafka) throws Exception {
    List<NewTopic> topics =
        Stream.of(Topics.OUTCOMES, Topics.RECIPIENT_HEALTH, Topics.PROVIDER_HEALTH)
            .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
            .toList();
    try (Admin admin = Admin.create(clients(kafka))) {
      admin.createTopics(topics).all().get();
    }
  }

  private static <T> void send(EmbeddedKafka kafka, Topic<String, T> topic, T value)
      throws Exception {
    try (var producer =
        new KafkaProducer<>(
            clients(kafka), new StringSerializer(), topic.valueSerde().serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), "key", value)).get();
    }
  }

  private static Map<String, Object> clients(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
