package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.Main;
import dev.todoku.schema.Topics;
import dev.todoku.testing.ChildJvm;
import dev.todoku.testing.EmbeddedPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in mid-stream: nothing is lost and nothing counts twice. */
@Tag("long")
class KillTest {
  private static final int PARTITIONS = 4;
  private static final int MESSAGES = 1_500 * Integer.getInteger("todoku.longer", 1);
  private static final int PART = MESSAGES;

  /**
   * Days. A day that passes in seconds puts hours between the topics when one is read sooner than
   * another, as after a restart; what waits for its send must outlast them.
   */
  static final String PATIENT = "259200000";

  @TempDir Path dir;
  private Process process;

  @AfterEach
  void killWhatIsLeft() throws InterruptedException {
    kill();
  }

  @Test
  void aProcessKilledTwiceComesToTheResultsOfOneThatWasNot() throws Exception {
    Results expected = undisturbed();
    assertThat(expected.outcomes()).hasSizeGreaterThan(MESSAGES);

    try (EmbeddedPipeline broker =
        EmbeddedPipeline.prepare(dir.resolve("unused"), PARTITIONS, Map.of())) {
      SeededDay day = new SeededDay(MESSAGES, broker);
      day.sendLog();
      day.sendSome(PART);
      start(broker);
      awaitOutcomes(broker, 500);
      kill();
      day.sendSome(PART);
      long before = outcomes(broker);
      start(broker);
      awaitOutcomes(broker, before + 500);
      kill();
      day.sendRest();
      day.close();
      start(broker);
      awaitOutcomes(broker, outcomes(broker) + 500);
      awaitClosing(broker);
      broker.settle();
      Results results = Results.complete(broker, SeededDay.CLOSING);
      kill();
      results.assertSameCountsAs(expected);
      String block = theBlock(expected);
      assertThat(results.incidents()).containsValue(block);
    }
  }

  /**
   * The one incident that really happened. A transaction that died with the process hides a topic
   * for a moment while the others are read on, and what detectors make of that is no promise.
   */
  private static String theBlock(Results results) {
    return results.incidents().values().stream()
        .filter(text -> text.startsWith("IP_BLOCK") && text.contains("203.0.113.5"))
        .findFirst()
        .orElseThrow();
  }

  private Results undisturbed() {
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.prepare(
            dir.resolve("undisturbed"), PARTITIONS, Map.of("early.bounce.wait.ms", PATIENT))) {
      SeededDay day = new SeededDay(MESSAGES, pipeline);
      day.sendLog();
      day.sendRest();
      day.close();
      pipeline.run();
      pipeline.settle();
      return Results.complete(pipeline, SeededDay.CLOSING);
    }
  }

  private void start(EmbeddedPipeline broker) throws IOException {
    Path config = dir.resolve("todoku.properties");
    Files.writeString(
        config,
        String.join(
            "\n",
            "bootstrap.servers=" + broker.bootstrapServers(),
            "state.dir=" + dir.resolve("killed"),
            "intake.postfix.hops.providers=127.0.0.0/8",
            "http.port=-1",
            "intake.postfix.zone=UTC",
            "early.bounce.wait.ms=" + PATIENT,
            // So that the group misses a dead member soon; not less than the broker allows.
            "kafka.consumer.session.timeout.ms=6000",
            "kafka.consumer.heartbeat.interval.ms=1000",
            "kafka.producer.transaction.timeout.ms=10000"));
    process =
        ChildJvm.of(Main.class, "run", "--config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
            .start();
  }

  /** On Unix this is SIGKILL: no shutdown hook runs. */
  private void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      process = null;
    }
  }

  private void awaitOutcomes(EmbeddedPipeline broker, long count) {
    await(() -> outcomes(broker) >= count);
  }

  /** The last word has passed all stages when it is known to the last but the alerts. */
  private void awaitClosing(EmbeddedPipeline broker) {
    await(
        () ->
            broker.read(Topics.OUTCOMES).stream()
                    .filter(outcome -> outcome.messageId().startsWith("closing."))
                    .count()
                > 10);
  }

  private void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(EmbeddedPipeline.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(process.isAlive()).as(() -> "the process runs: " + log()).isTrue();
              return condition.call();
            });
  }

  private String log() {
    try {
      return Files.readString(dir.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** How many were written, committed or not. */
  private static long outcomes(EmbeddedPipeline broker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(Topics.OUTCOMES.name(), partition))
              .collect(Collectors.toList());
      consumer.assign(all);
      return consumer.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
