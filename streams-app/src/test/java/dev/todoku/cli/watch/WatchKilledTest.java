package dev.todoku.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process at random points while mail goes on, against a ledger of what was written. How
 * often: {@code -Dtodoku.watch.kills=20}.
 */
@Timeout(1_800)
@Tag("long")
class WatchKilledTest {
  private static final int KILLS = Integer.getInteger("todoku.watch.kills", 2);
  private static final int MOST_MAILS_OF_A_LIFE = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void nothingIsLostAndNothingComesTwice() throws Exception {
    MailServer server = new MailServer(directory);
    FutureTask<Void> sending = new FutureTask<>(server, null);
    new Thread(sending, "mail-server").start();
    Random random = new Random(25);
    try (WatchProcess watch =
        new WatchProcess(
            directory,
            List.of(server.log().toString(), "--bounces", server.maildir().toString()))) {
      for (int kill = 0; kill < KILLS; kill++) {
        int before = timesRead(watch);
        watch.start();
        if (kill % 2 == 0) {
          // On a busy machine it takes a while to start, and would be killed before it has read.
          Awaitility.await().atMost(PATIENCE).until(() -> timesRead(watch) > before);
        }
        int point = server.mails() + random.nextInt(MOST_MAILS_OF_A_LIFE);
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> server.mails() >= point);
        watch.kill();
      }
      watch.start();
      server.stop();
      sending.get();
      awaitAll(watch, server);

      assertThat(texts(watch, Topics.RAW_POSTFIX.name()))
          .containsExactlyInAnyOrderElementsOf(server.lines());
      assertThat(texts(watch, Topics.RAW_BOUNCES.name()))
          .containsExactlyInAnyOrderElementsOf(server.bounces());
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(accepted(watch)).isEqualTo(server.mails()));
      assertThat(health(watch)).isEqualTo(server.mails());
      assertThat(watch.said()).doesNotContain("gone before it was read", "error:");
    }
  }

  /** How many of its lives have come to the end of the log. */
  private static int timesRead(WatchProcess watch) throws IOException {
    return (int) watch.said().lines().filter(line -> line.startsWith("Read ")).count();
  }

  private static void awaitAll(WatchProcess watch, MailServer server) throws IOException {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(
              () ->
                  watch.read(Topics.RAW_POSTFIX.name()).size() >= server.lines().size()
                      && watch.read(Topics.RAW_BOUNCES.name()).size() >= server.bounces().size());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not all is collected; the last life said: " + watch.said(), e);
    }
  }

  private static List<String> texts(WatchProcess watch, String topic) throws Exception {
    return watch.read(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  /** Messages whose latest outcome is that they were accepted. */
  private static long accepted(WatchProcess watch) throws Exception {
    Map<String, Status> latest = new HashMap<>();
    for (Outcome outcome : watch.read(Topics.OUTCOMES)) {
      latest.put(outcome.messageId() + outcome.recipient(), outcome.status());
    }
    return latest.values().stream().filter(status -> status == Status.DELIVERED).count();
  }

  /** Acceptances that were counted; rows add up. */
  private static long health(WatchProcess watch) throws Exception {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> sum(watch.read(Topics.PROVIDER_HEALTH)) >= accepted(watch));
    return sum(watch.read(Topics.PROVIDER_HEALTH));
  }

  private static long sum(List<ProviderHealth> rows) {
    return rows.stream().mapToLong(ProviderHealth::accepted).sum();
  }
}
