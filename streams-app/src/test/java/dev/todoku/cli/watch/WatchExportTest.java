package dev.todoku.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import dev.todoku.testing.TopicRecords;
import dev.todoku.wire.InternalTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class WatchExportTest {
  private static final long TIME = 1_780_000_000_000L;

  @TempDir private Path directory;

  @Test
  void everyLineAndMessageIsMovedOnceWithItsTimeHoweverOftenItIsRepeated() {
    try (EmbeddedKafka watch = start("watch");
        EmbeddedKafka cluster = start("cluster")) {
      write(
          watch,
          IntStream.range(0, 3_000)
              .mapToObj(i -> record(Topics.RAW_POSTFIX.name(), "mx1", "line " + i, TIME + i))
              .toList());
      write(watch, Topics.RAW_LOGS.name(), "exim/mx2", "exim line", TIME + 5);
      write(watch, Topics.RAW_BOUNCES.name(), "m1", "bounce", TIME + 6);
      ProducerRecord<byte[], byte[]> report =
          record(Topics.RAW_REPORTS.name(), "mailgun/main", "{}", TIME + 7);
      report.headers().add("signature", "s1".getBytes(UTF_8));
      write(watch, List.of(report));
      write(watch, PositionsTopic.NAME, "todoku-watch\nfile:/var/log/mail.log", "4711", TIME);
      write(watch, PositionsTopic.NAME, "todoku-watch\nowner", "me", TIME);

      assertThat(export(watch, cluster)).isEqualTo(3_003);
      assertThat(export(watch, cluster)).isZero();
      write(watch, Topics.RAW_POSTFIX.name(), "mx1", "line 3000", TIME + 3_000);
      assertThat(export(watch, cluster)).isEqualTo(1);

      List<ConsumerRecord<byte[], byte[]>> lines = read(cluster, Topics.RAW_POSTFIX.name());
      assertThat(lines).hasSize(3_001);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(new String(lines.get(i).value(), UTF_8)).isEqualTo("line " + i);
        assertThat(lines.get(i).timestamp()).isEqualTo(TIME + i);
      }
      ConsumerRecord<byte[], byte[]> exim = read(cluster, Topics.RAW_LOGS.name()).get(0);
      assertThat(new String(exim.key(), UTF_8)).isEqualTo("exim/mx2");
      assertThat(read(cluster, Topics.RAW_BOUNCES.name())).hasSize(1);
      ConsumerRecord<byte[], byte[]> moved = read(cluster, Topics.RAW_REPORTS.name()).get(0);
      assertThat(text(moved.key())).isEqualTo("mailgun/main");
      assertThat(text(moved.headers().lastHeader("signature").value())).isEqualTo("s1");
      assertThat(read(cluster, PositionsTopic.NAME))
          .filteredOn(record -> text(record.key()).startsWith("collect-mx1\n"))
          .extracting(record -> text(record.key()) + " " + text(record.value()))
          .containsExactly("collect-mx1\nfile:/var/log/mail.log 4711");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static long export(EmbeddedKafka watch, EmbeddedKafka cluster) {
    TodokuConfig to =
        TodokuConfig.load(null, Map.of(), Map.of("bootstrap.servers", cluster.bootstrapServers()));
    return new WatchExport(watch.bootstrapServers(), to, 1).run("collect-mx1", why -> {});
  }

  private EmbeddedKafka start(String name) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve(name));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Duration century = Duration.ofDays(36_500);
      new TopicSetup(1, 1, century, century, InternalTopics.names()).ensure(admin);
      PositionsTopic.ensure(admin, 1);
    }
    return kafka;
  }

  private static void write(
      EmbeddedKafka kafka, String topic, String key, String value, long time) {
    write(kafka, List.of(record(topic, key, value, time)));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, String value, long time) {
    return new ProducerRecord<>(topic, 0, time, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static void write(EmbeddedKafka kafka, List<ProducerRecord<byte[], byte[]>> records) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), bytes, bytes)) {
      records.forEach(producer::send);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedKafka kafka, String topic) {
    return TopicRecords.committed(kafka.bootstrapServers(), topic);
  }
}
