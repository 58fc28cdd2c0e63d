package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers in a row whose logs lie on partitions of their own, on a broker. */
@Tag("long")
class ServersInARowTest {
  private static final int PARTITIONS = 4;
  private static final int MESSAGES = 12;
  private static final long AT = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();

  @TempDir private Path dir;

  @Test
  void theLastServersLogDecidesWhicheverLogComesFirst() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      String from = "from=<noreply@shop.example>, size=2000, nrcpt=1 (queue active)";
      String to = "to=<ken" + i + "@firm.example>, relay=";
      String delays = ":25, delay=1, delays=0.1/0.1/0.4/0.4, dsn=";
      first.add(line("app1", "cleanup", "AA%04d: message-id=<m%d@shop.example>".formatted(i, i)));
      first.add(line("app1", "qmgr", "AA%04d: %s".formatted(i, from)));
      first.add(
          line(
              "app1",
              "smtp",
              "AA%04d: %smx2.shop.example[203.0.113.9]%s2.0.0, status=sent (250 2.0.0 Ok: queued as BB%04d)"
                  .formatted(i, to, delays, i)));
      second.add(line("mx2", "cleanup", "BB%04d: message-id=<m%d@shop.example>".formatted(i, i)));
      second.add(line("mx2", "qmgr", "BB%04d: %s".formatted(i, from)));
      second.add(
          line(
              "mx2",
              "smtp",
              "BB%04d: %smail.firm.example[198.51.100.7]%s4.2.2, status=deferred (host mail.firm.example[198.51.100.7] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))"
                  .formatted(i, to, delays)));
    }
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(dir, PARTITIONS, Map.of("intake.postfix.hops.providers", ""))) {
      int half = first.size() / 2;
      feed(pipeline, "app1", first.subList(0, half));
      pipeline.settle();
      feed(pipeline, "mx2", second);
      pipeline.settle();
      feed(pipeline, "app1", first.subList(half, first.size()));
      pipeline.passTo(AT + Duration.ofHours(1).toMillis());

      Map<String, Outcome> last = new TreeMap<>();
      pipeline
          .read(Topics.OUTCOMES)
          .forEach(outcome -> last.put(outcome.messageId() + outcome.recipient(), outcome));
      assertThat(last).hasSize(MESSAGES);
      assertThat(last.values())
          .allSatisfy(
              outcome -> {
                assertThat(outcome.status()).isEqualTo(Status.DEFERRED);
                assertThat(outcome.deliveredAt()).isZero();
                assertThat(outcome.stoppedAtHop()).isNull();
                assertThat(outcome.way()).hasSize(1);
                assertThat(outcome.way().get(0).hop().name()).isEqualTo("mx2.shop.example");
              });
      List<ProviderHealth> health = pipeline.read(Topics.PROVIDER_HEALTH);
      assertThat(health.stream().mapToLong(ProviderHealth::accepted).sum()).isZero();
      assertThat(health.stream().mapToLong(ProviderHealth::deferred).sum()).isEqualTo(MESSAGES);
    }
  }

  private static void feed(EmbeddedPipeline pipeline, String host, List<String> lines) {
    lines.forEach(
        line ->
            pipeline.sendRaw(
                Topics.RAW_POSTFIX.name(), host.getBytes(UTF_8), line.getBytes(UTF_8), AT));
  }

  private static String line(String host, String daemon, String message) {
    return "Nov 20 10:00:01 " + host + " postfix/" + daemon + "[12]: " + message;
  }
}
