package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;

/**
 * What the public topics say in the end, whatever the way there.
 *
 * @param outcomes the last one of each message and recipient
 * @param recipients the last counts of each recipient; its times of acceptance are as of the moment
 *     of the count, which between partitions is not the same twice
 * @param figures the sums of the rows of provider health, by key, minute and column
 * @param incidents last state of each incident, by name and onset: one that opens again keeps its
 *     name
 * @param deadLetters how many records could not be processed
 */
record Results(
    Map<String, Outcome> outcomes,
    Map<String, String> recipients,
    Map<String, Long> figures,
    Map<String, String> incidents,
    int deadLetters) {
  private static final long MINUTE = 60_000;
  private static final Pattern COUNTS_OF_ENDS = Pattern.compile("[|](accepted|bounced|expired)$");

  /** What stands on the topics of {@code pipeline}; minutes from {@code end} on are left out. */
  static Results of(EmbeddedPipeline pipeline, long end) {
    Results results =
        new Results(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            pipeline.readRaw(Topics.DEAD_LETTERS.name()).size());
    pipeline.read(Topics.OUTCOMES).forEach(results::add);
    pipeline.read(Topics.RECIPIENT_HEALTH).forEach(results::add);
    pipeline.read(Topics.PROVIDER_HEALTH).stream()
        .filter(row -> row.minute() < end / MINUTE * MINUTE)
        .forEach(results::add);
    pipeline.read(Topics.ALERTS).forEach(results::add);
    return results;
  }

  /**
   * What stands on the topics once what became of every message is among the figures. A straggler's
   * row is published with a tick of the wall clock, which no offset describes.
   */
  static Results complete(EmbeddedPipeline pipeline, long end) {
    return Awaitility.await()
        .atMost(EmbeddedPipeline.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> of(pipeline, end), results -> results.isComplete(end / MINUTE * MINUTE));
  }

  private boolean isComplete(long end) {
    long ended =
        outcomes.values().stream()
            .filter(outcome -> !outcome.notice())
            .mapToInt(
                outcome ->
                    (isBetween(outcome.deliveredAt(), end) ? 1 : 0)
                        + (isBetween(outcome.bouncedAt(), end) ? 1 : 0))
            .sum();
    long counted =
        figures.entrySet().stream()
            .filter(figure -> COUNTS_OF_ENDS.matcher(figure.getKey()).find())
            .mapToLong(Map.Entry::getValue)
            .sum();
    return counted >= ended;
  }

  private static boolean isBetween(long time, long end) {
    return time > 0 && time < end;
  }

  /** Fails when these are not {@code expected}, and names the differences. */
  void assertEqualTo(Results expected) {
    assertSameCountsAs(expected);
    assertThat(differences(expected.incidents, incidents)).as("incidents").isEmpty();
  }

  /** Fails when outcomes and counts are not {@code expected}, and names the differences. */
  void assertSameCountsAs(Results expected) {
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(deadLetters).isEqualTo(expected.deadLetters);
          softly.assertThat(differences(expected.outcomes, outcomes)).as("outcomes").isEmpty();
          softly
              .assertThat(differences(expected.recipients, recipients))
              .as("recipient health")
              .isEmpty();
          softly.assertThat(differences(expected.figures, figures)).as("figures").isEmpty();
        });
  }

  private static <T> List<String> differences(Map<String, T> expected, Map<String, T> actual) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
        .map(key -> key + ": expected " + expected.get(key) + " but was " + actual.get(key))
        .toList();
  }

  private void add(Outcome outcome) {
    outcomes.merge(
        outcome.messageId() + " " + outcome.recipient(),
        outcome,
        (a, b) -> b.revision() >= a.revision() ? b : a);
  }

  private void add(RecipientHealth health) {
    recipients.put(
        health.recipient(),
        String.format(
            "dead %d, soft %d, suppressed %b, because of %s",
            health.deadCount(), health.softCount(), health.suppressed(), health.because()));
  }

  private void add(ProviderHealth row) {
    String key =
        String.join(
            "|", row.provider(), row.sourceIp(), row.fromDomain(), Long.toString(row.minute()));
    figure(key, "accepted", row.accepted());
    figure(key, "deferred", row.deferred());
    figure(key, "bounced", row.bounced());
    figure(key, "expired", row.expired());
    figure(key, "withdrawn", row.withdrawn());
    figure(key, "complaints", row.complaints());
    figure(key, "attempts", row.attempts());
    figure(key, "policyRefusals", row.policyRefusals());
    row.reasons().forEach((reason, count) -> figure(key, reason.name(), count));
  }

  private void figure(String key, String column, long count) {
    if (count != 0) {
      figures.merge(key + "|" + column, count, Long::sum);
    }
  }

  private void add(Alert alert) {
    String standing = alert.state() == Alert.State.RESOLVED ? "ended" : "open";
    incidents.put(
        alert.incidentId() + " since minute " + alert.onset() / MINUTE,
        alert.cause()
            + " "
            + alert.scope()
            + " since minute "
            + alert.onset() / MINUTE
            + " "
            + standing);
  }
}
