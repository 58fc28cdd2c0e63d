package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.postfix.QueueLine;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.wire.HopKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs with the right answers through the whole pipeline, as its defaults are: the table that
 * {@code -Dtodoku.cases=DIR} names, with its rows about alerts. Lines come as they are written; a
 * part of a file's name in {@code -Dtodoku.cases.only} limits it to such files.
 */
class PostfixWaysCasesTest {
  /** Before all of them: their year is 2026. */
  private static final long FIRST_AT = Instant.parse("2026-07-02T00:00:00Z").toEpochMilli();

  private static final Map<String, String> ANSWERS =
      Map.of(
          "SENT", "handed-on-internally",
          "DELIVERED", "accepted-by-remote",
          "HANDED_ON", "handed-on-internally",
          "DEFERRED", "deferred",
          "BOUNCED", "bounced",
          "EXPIRED", "expired",
          "DISCARDED", "nothing");

  private static final Set<String> MET_BY_NO_OUTCOME = Set.of("handed-on-internally", "nothing");

  @TempDir private Path dir;
  private final Map<String, Read> byFile = new HashMap<>();

  /** What the pipeline published of a log. */
  private record Read(
      List<Outcome> outcomes,
      List<Delivery> deliveries,
      List<Rejection> rejections,
      List<ProviderHealth> health,
      List<Alert> alerts) {}

  @Test
  void everyRowIsAnsweredAsTheTableSays() throws IOException {
    String directory = System.getProperty("todoku.cases", "");
    assumeTrue(!directory.isEmpty(), "-Dtodoku.cases names no directory");
    List<String> misses = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(Path.of(directory, "expected.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].endsWith(".log")
          && cells[0].contains(System.getProperty("todoku.cases.only", ""))) {
        rows++;
        Read read = byFile.computeIfAbsent(cells[0], file -> read(Path.of(directory, file)));
        String problem =
            cells[1].equals("#alerts") ? alertProblem(read, cells[2]) : problem(read, cells);
        if (problem != null) {
          misses.add(cells[0] + ' ' + cells[1] + ": " + problem);
        }
      }
    }
    assertThat(misses).as("misses of %d rows", rows).isEmpty();
    assertThat(rows).isPositive();
  }

  private Read read(Path log) {
    String name = log.getFileName().toString();
    int zoneAt = name.indexOf(".zone-");
    ZoneId zone =
        zoneAt < 0
            ? ZoneOffset.UTC
            : ZoneId.of(
                name.substring(zoneAt + ".zone-".length(), name.length() - ".log".length())
                    .replace('_', '/'));
    try (TopologyTestDriver driver = TestDriver.open(dir.resolve(name), TestSettings.in(zone))) {
      var input =
          driver.createInputTopic(
              Topics.RAW_POSTFIX.name(), new ByteArraySerializer(), new ByteArraySerializer());
      PostfixParser parser = new PostfixParser(zone, ReplyRules.load());
      long collectedAt = FIRST_AT;
      for (String line : Files.readAllLines(log)) {
        if (parser.parse(line, collectedAt) instanceof QueueLine parsed) {
          collectedAt = parsed.time();
        }
        input.pipeInput(null, line.getBytes(UTF_8), collectedAt);
      }
      TestDriver.silence(driver, TestDriver.QUIET.multipliedBy(2));
      Map<String, Outcome> last = new TreeMap<>();
      all(driver, Topics.OUTCOMES)
          .forEach(outcome -> last.put(outcome.messageId() + ' ' + outcome.recipient(), outcome));
      return new Read(
          List.copyOf(last.values()),
          all(driver, Topics.DELIVERIES).stream()
              .filter(Delivery.class::isInstance)
              .map(Delivery.class::cast)
              .toList(),
          all(driver, Topics.REJECTIONS),
          all(driver, Topics.PROVIDER_HEALTH),
          all(driver, Topics.ALERTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> all(TopologyTestDriver driver, Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private static String alertProblem(Read read, String expected) {
    List<String> providers =
        read.alerts().stream()
            .map(alert -> String.valueOf(alert.scope().provider()))
            .distinct()
            .toList();
    if (expected.startsWith("provider:")) {
      String wanted = expected.substring("provider:".length());
      return providers.contains(wanted) ? null : "alerts about " + providers;
    }
    return read.alerts().stream().allMatch(alert -> HopKey.isHop(alert.scope().provider()))
        ? null
        : "alerts: " + read.alerts();
  }

  private static String problem(Read read, String[] cells) {
    Set<String> answers = Set.of(cells[2].split("\\|"));
    List<Outcome> outcomes =
        read.outcomes().stream()
            .filter(outcome -> !outcome.notice() && outcome.recipient().equals(cells[1]))
            .toList();
    boolean isRejected =
        read.rejections().stream().anyMatch(rejection -> rejection.recipient().equals(cells[1]));
    if (isRejected && !answers.contains("rejected")) {
      return "rejected";
    }
    if (outcomes.isEmpty()
        && !isRejected
        && answers.stream().noneMatch(MET_BY_NO_OUTCOME::contains)) {
      return "no outcome of " + read.outcomes();
    }
    int fewest = Integer.parseInt(cells[4].split("-")[0]);
    int most = Integer.parseInt(cells[4].substring(cells[4].indexOf('-') + 1));
    if (outcomes.size() < fewest || outcomes.size() > most) {
      return outcomes.size() + " outcomes: " + outcomes;
    }
    for (Outcome outcome : outcomes) {
      boolean isRight = answers.contains(ANSWERS.get(outcome.status().name()));
      if (!isRight || !isRight(read, outcome, cells)) {
        return outcome.toString();
      }
    }
    return null;
  }

  private static boolean isRight(Read read, Outcome outcome, String[] cells) {
    String hop = cells[3];
    if (cells[5].length() > 1 && !outcome.messageId().equals(cells[5])) {
      return false;
    }
    if (hop.startsWith("relay:")) {
      String provider = WellKnownProviders.load().of(cells[1].substring(cells[1].indexOf('@') + 1));
      return !outcome.addressIsDead()
          && outcome.fault() == Fault.SENDER_SYSTEM
          && hop.substring("relay:".length()).equals(outcome.stoppedAtHop().name())
          && read.health().stream().noneMatch(row -> row.provider().equals(provider));
    }
    if (hop.startsWith("mx:")) {
      return read.deliveries().stream()
          .filter(delivery -> delivery.recipient().equals(cells[1]))
          .anyMatch(delivery -> hop.substring("mx:".length()).equals(delivery.remoteHost()));
    }
    return !hop.equals("dead") || outcome.addressIsDead();
  }
}
