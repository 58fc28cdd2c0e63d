package dev.todoku.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.app.Backtest.Written;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.testing.ServiceBodies;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mail services report of a morning comes to the same in whatever order it is posted. */
class AnyOrderTest {
  private static final Set<String> READ =
      Set.of(Topics.OUTCOMES.name(), Topics.PROVIDER_HEALTH.name());

  private static final long SEED = Long.getLong("todoku.seed", 20_261_130);
  private static final int ORDERS = 8 * Integer.getInteger("todoku.longer", 1);

  /** An id of the service that samples give to several messages, and a recipient spelled twice. */
  private static final List<String> AMBIGUOUS = List.of("0100-bb-000000", "Ann@one.example");

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path dir;

  private record Report(String source, byte[] body) {}

  @Test
  void outcomesAndFiguresAreTheSame() throws Exception {
    List<Report> reports = reports();
    assertThat(reports).hasSizeGreaterThan(50);
    Map<String, String> expected = run(reports);
    assertThat(expected).hasSizeGreaterThan(80);
    Random random = new Random(SEED);
    for (int i = 0; i < ORDERS; i++) {
      List<Report> order = new ArrayList<>(reports);
      Collections.shuffle(order, random);
      assertThat(run(order)).as("seed %d, order %d", SEED, i).isEqualTo(expected);
    }
  }

  private static List<Report> reports() throws IOException, URISyntaxException {
    List<Report> reports = new ArrayList<>();
    for (Path file : ServiceBodies.all()) {
      String body = Files.readString(file);
      boolean isOfTheMorning = body.contains("17724") || body.contains("2026-03-02");
      boolean isOfLater = body.contains("2026-11") || body.contains("17951");
      if (isOfTheMorning && !isOfLater && AMBIGUOUS.stream().noneMatch(body::contains)) {
        reports.add(new Report(ServiceBodies.serviceOf(file) + "/x", body.getBytes(UTF_8)));
      }
    }
    return reports;
  }

  /** The last outcome of each message and recipient, and the sums of each minute. */
  private Map<String, String> run(List<Report> reports) {
    TodokuConfig config =
        TodokuConfig.load(null, Map.of(), Map.of("bootstrap.servers", "unused:1"));
    Map<String, String> outcomes = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    try (Backtest pipeline = Backtest.open(config, dir, NOON.toEpochMilli(), READ)) {
      long time = NOON.toEpochMilli();
      for (Report report : reports) {
        pipeline.process(
            new ProducerRecord<>(
                Topics.RAW_REPORTS.name(),
                null,
                time++,
                report.source().getBytes(UTF_8),
                report.body()));
      }
      pipeline.advanceTo(time + Duration.ofHours(2).toMillis());
      for (Written written : pipeline.take()) {
        if (written.topic().equals(Topics.OUTCOMES.name())) {
          Outcome outcome = read(Topics.OUTCOMES, written);
          outcomes.put(
              outcome.messageId() + ' ' + outcome.recipient(),
              outcome.toBuilder().revision(0).build().toString());
        } else {
          add(sums, read(Topics.PROVIDER_HEALTH, written));
        }
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    sums.forEach((figure, sum) -> outcomes.put(figure, sum.toString()));
    return outcomes;
  }

  private static void add(Map<String, Long> sums, ProviderHealth row) {
    String key =
        String.join(
            " ",
            String.valueOf(row.minute()),
            row.provider(),
            String.valueOf(row.sourceIp()),
            row.fromDomain());
    sums.merge(key + " accepted", row.accepted(), Long::sum);
    sums.merge(key + " deferred", row.deferred(), Long::sum);
    sums.merge(key + " bounced", row.bounced(), Long::sum);
    sums.merge(key + " expired", row.expired(), Long::sum);
    sums.merge(key + " complaints", row.complaints(), Long::sum);
  }

  private static <V> V read(Topic<String, V> topic, Written written) {
    return topic.valueSerde().deserializer().deserialize(topic.name(), written.value());
  }
}
