package dev.todoku.web;

import static dev.todoku.web.HttpCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.cli.Main;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.testing.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances as people run them, each with a copy of what the other remembers. */
@Tag("long")
@Timeout(240)
class KilledPeerTest {
  private static final int MESSAGES = 12;
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final ApiEvents EVENTS = new ApiEvents(System.currentTimeMillis() - 600_000);

  @TempDir private Path dir;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aQuestionIsAnsweredTheSameWhileTheOtherInstanceIsKilled() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      int survivor = start(kafka, "one");
      int killed = start(kafka, "other");
      await().atMost(SOON).until(() -> isReady(survivor) && isReady(killed));
      post(survivor, "sends", EVENTS.all(MESSAGES, i -> EVENTS.send(i, "mail-" + i, address(i))));
      post(survivor, "bounces", EVENTS.all(MESSAGES, EVENTS::bounce));
      await().atMost(SOON).until(() -> areBounced(answers(survivor)));
      List<String> before = answers(killed);
      assertThat(answers(survivor)).isEqualTo(before);

      processes.get(1).destroyForcibly();

      assertThat(answers(survivor)).isEqualTo(before);
    }
  }

  private static String address(int i) {
    return ApiEvents.address(i);
  }

  /** Starts an instance and returns where its HTTP answers. */
  private int start(EmbeddedKafka kafka, String name) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = dir.resolve(name + ".properties");
    Files.writeString(
        config,
        String.join(
            "\n",
            "bootstrap.servers=" + kafka.bootstrapServers(),
            "state.dir=" + dir.resolve(name),
            "topics.partitions=4",
            "num.stream.threads=1",
            "http.port=" + port,
            "kafka.num.standby.replicas=1",
            // So that the group misses a dead member soon; not less than the broker allows.
            "kafka.consumer.session.timeout.ms=6000",
            "kafka.consumer.heartbeat.interval.ms=1000",
            "kafka.producer.transaction.timeout.ms=10000"));
    processes.add(
        ChildJvm.of(Main.class, "run", "--config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve(name + ".log").toFile())
            .start());
    return port;
  }

  private static boolean isReady(int port) throws Exception {
    try {
      return call(port).get("/readyz").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void post(int port, String format, String body) throws Exception {
    HttpResponse<String> answer = call(port).post("/intake/" + format, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static List<String> answers(int port) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      answers.add(answer(port, "/api/recipient", "address", address(i)));
      answers.add(answer(port, "/api/message", "id", "mail-" + i));
    }
    return answers;
  }

  /** While partitions move an instance may say "not now, ask again", and says nothing wrong. */
  private static String answer(int port, String path, String parameter, String value) {
    return await()
        .atMost(SOON)
        .until(() -> call(port).get(path, parameter, value), got -> got.statusCode() != 503)
        .body();
  }

  private static boolean areBounced(List<String> answers) {
    return answers.stream().allMatch(answer -> answer.contains("BOUNCED"));
  }
}
