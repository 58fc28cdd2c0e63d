package dev.todoku.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.Main;
import dev.todoku.kafka.ThreeBrokers;
import dev.todoku.schema.Topics;
import dev.todoku.testing.ChildJvm;
import dev.todoku.testing.TopicRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch grows out of its machine: its history moves to three brokers, one of which dies. */
@Tag("long")
@Timeout(900)
class WatchMovesToClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void everyLineAndBounceIsInTheClusterOnceAndCollectingGoesOnThere() throws Exception {
    MailServer server = new MailServer(directory);
    FutureTask<Void> sending = new FutureTask<>(server, null);
    new Thread(sending, "mail-server").start();
    List<String> sources =
        List.of(server.log().toString(), "--bounces", server.maildir().toString());
    try (ThreeBrokers cluster = ThreeBrokers.start(directory.resolve("cluster"));
        WatchProcess watch = new WatchProcess(directory, sources)) {
      watch.start();
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> watch.read(Topics.RAW_POSTFIX.name()).size() > 400);
      watch.stop();
      awaitAnswer(cluster);

      run(cluster, "--export", "--data", directory.resolve("data").toString());
      int moved =
          TopicRecords.committed(cluster.bootstrapServers(), Topics.RAW_POSTFIX.name()).size();
      assertThat(moved).isGreaterThan(400);

      cluster.kill(2);
      Process following =
          start(cluster, Stream.concat(sources.stream(), Stream.of("--lang", "en")));
      try {
        Awaitility.await().atMost(PATIENCE).until(() -> server.mails() * 4 > 2 * moved);
        server.stop();
        sending.get();
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(2))
            .ignoreExceptions()
            .until(() -> texts(cluster, Topics.RAW_POSTFIX.name()).size() >= server.lines().size());
        assertThat(texts(cluster, Topics.RAW_POSTFIX.name()))
            .containsExactlyInAnyOrderElementsOf(server.lines());
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(2))
            .untilAsserted(
                () ->
                    assertThat(texts(cluster, Topics.RAW_BOUNCES.name()))
                        .containsExactlyInAnyOrderElementsOf(server.bounces()));
      } finally {
        following.destroyForcibly();
      }
    }
  }

  private static List<String> texts(ThreeBrokers cluster, String topic) {
    return TopicRecords.committed(cluster.bootstrapServers(), topic).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private static void awaitAnswer(ThreeBrokers cluster) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              try (Admin admin =
                  Admin.create(java.util.Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                return admin.describeCluster().nodes().get().size() == 3;
              }
            });
  }

  private void run(ThreeBrokers cluster, String... arguments) throws Exception {
    assertThat(start(cluster, Stream.of(arguments)).waitFor()).isZero();
  }

  private Process start(ThreeBrokers cluster, Stream<String> arguments) throws Exception {
    String[] all =
        Stream.concat(
                Stream.of(
                    "watch", "-b", cluster.bootstrapServers(), "-D", "topics.replication.factor=3"),
                arguments)
            .toArray(String[]::new);
    return ChildJvm.of(Main.class, all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("moved").toFile()))
        .start();
  }
}
