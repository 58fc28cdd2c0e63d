package dev.todoku.bench;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the public topics say in the end, as text by key, so that two ways there can be compared:
 * the final outcome of every message, the sums of the rows of provider health, what found no
 * message, who is suppressed, and the last word on every incident. How many revisions came in
 * between is left out; so is a withdrawn incident, which never was.
 *
 * @param parts texts by key, by part
 */
record Sayings(Map<String, Map<String, String>> parts) {
  private static final List<String> PARTS =
      List.of("outcomes", "health sums", "unmatched", "suppressions", "incidents");

  /** Reads all that is committed. */
  static Sayings read(String bootstrapServers) {
    Map<String, Map<String, String>> parts = new LinkedHashMap<>();
    PARTS.forEach(part -> parts.put(part, new TreeMap<>()));
    Sayings said = new Sayings(parts);
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Integer> revisions = new HashMap<>();
    CommittedRecords.read(
        bootstrapServers, Topics.OUTCOMES, (key, outcome) -> said.add(outcome, revisions));
    CommittedRecords.read(bootstrapServers, Topics.PROVIDER_HEALTH, (key, row) -> add(row, sums));
    CommittedRecords.read(
        bootstrapServers, Topics.UNMATCHED, (key, unmatched) -> said.add(unmatched));
    CommittedRecords.read(
        bootstrapServers, Topics.RECIPIENT_HEALTH, (key, health) -> said.add(health));
    Map<String, Alert> last = new TreeMap<>();
    CommittedRecords.read(
        bootstrapServers,
        Topics.ALERTS,
        (key, alert) ->
            last.merge(alert.incidentId(), alert, (a, b) -> b.revision() >= a.revision() ? b : a));
    last.values().forEach(said::add);
    sums.forEach(
        (key, sum) -> {
          if (sum != 0) {
            said.part("health sums").put(key, sum.toString());
          }
        });
    return said;
  }

  private Map<String, String> part(String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  private void add(Outcome outcome, Map<String, Integer> revisions) {
    String key = outcome.messageId() + ' ' + outcome.recipient();
    if (revisions.merge(key, outcome.revision(), Math::max) == outcome.revision()) {
      part("outcomes")
          .put(
              key,
              String.join(
                  " ",
                  outcome.status().name(),
                  outcome.reason().name(),
                  outcome.provider(),
                  "sent " + outcome.sentAt(),
                  "deferred " + outcome.deferredAt() + '-' + outcome.lastDeferredAt(),
                  "delivered " + outcome.deliveredAt(),
                  "failed " + outcome.bouncedAt(),
                  "opened " + outcome.engagedAt(),
                  "complained " + outcome.complainedAt(),
                  "by " + outcome.matchedBy(),
                  "named " + outcome.bounceNamed()));
    }
  }

  private static void add(ProviderHealth row, Map<String, Long> sums) {
    String key =
        String.join(
            "|", row.provider(), row.sourceIp(), row.fromDomain(), Long.toString(row.minute()));
    sums.merge(key + "|accepted", row.accepted(), Long::sum);
    sums.merge(key + "|deferred", row.deferred(), Long::sum);
    sums.merge(key + "|bounced", row.bounced(), Long::sum);
    sums.merge(key + "|expired", row.expired(), Long::sum);
    sums.merge(key + "|withdrawn", row.withdrawn(), Long::sum);
    sums.merge(key + "|complaints", row.complaints(), Long::sum);
    sums.merge(key + "|attempts", row.attempts(), Long::sum);
    sums.merge(key + "|policyRefusals", row.policyRefusals(), Long::sum);
    row.reasons().forEach((reason, count) -> sums.merge(key + '|' + reason, count, Long::sum));
  }

  private void add(Unmatched unmatched) {
    part("unmatched").merge(unmatched.event().toString(), "once", (a, b) -> "twice or more");
  }

  /** Of whom nothing counts any more that is the same as if nothing ever had. */
  private void add(RecipientHealth health) {
    if (health.deadCount() == 0 && health.softCount() == 0 && !health.suppressed()) {
      part("suppressions").remove(health.recipient());
      return;
    }
    part("suppressions")
        .put(
            health.recipient(),
            String.join(
                " ",
                "dead " + health.deadCount(),
                "soft " + health.softCount(),
                health.suppressed() ? "suppressed" : "not suppressed",
                health.because().toString()));
  }

  private void add(Alert alert) {
    if (alert.state().name().equals("WITHDRAWN")) {
      return;
    }
    boolean hasEnded = alert.state() == Alert.State.RESOLVED;
    part("incidents")
        .merge(
            alert.cause() + " " + alert.scope().key() + " since " + alert.onset(),
            String.join(
                " ",
                hasEnded ? "ended " + alert.resolvedAt() : "open",
                alert.evidence().failures() + " of " + alert.evidence().attempts()),
            (a, b) -> a + " and " + b);
  }

  /** What differs, by part; empty lists where nothing does. */
  Map<String, List<String>> differencesFrom(Sayings expected) {
    Map<String, List<String>> differences = new LinkedHashMap<>();
    parts.forEach((part, said) -> differences.put(part, of(expected.part(part), said)));
    return differences;
  }

  private static List<String> of(Map<String, String> expected, Map<String, String> actual) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
        .map(key -> key + ": " + expected.get(key) + " became " + actual.get(key))
        .toList();
  }
}
