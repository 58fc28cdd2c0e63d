package dev.todoku.bench;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the public topics say in the end, as text by key, so that two ways there can be compared:
 * the final outcome of every message, the sums of the rows of provider health, what found no
 * message, who is suppressed, and the last word on every incident. How many revisions came in
 * between is left out; so is a withdrawn incident, which never was.
 *
 * @param parts texts by key, by part
 */
record Sayings(Map<String, Map<String, String>> parts) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<String> PARTS =
      List.of("outcomes", "health sums", "unmatched", "suppressions", "incidents");

  /** Reads all that is committed. */
  static Sayings read(String bootstrapServers) {
    Map<String, Map<String, String>> parts = new LinkedHashMap<>();
    PARTS.forEach(part -> parts.put(part, new TreeMap<>()));
    Sayings said = new Sayings(parts);
    Map<String, Long> sums = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Map<String, Integer> revisions = new HashMap<>();
      each(consumer, Topics.OUTCOMES, outcome -> said.add(outcome, revisions));
      each(consumer, Topics.PROVIDER_HEALTH, row -> add(row, sums));
      each(consumer, Topics.UNMATCHED, said::add);
      each(consumer, Topics.RECIPIENT_HEALTH, said::add);
      Map<String, Alert> last = new TreeMap<>();
      each(
          consumer,
          Topics.ALERTS,
          alert ->
              last.merge(
                  alert.incidentId(), alert, (a, b) -> b.revision() >= a.revision() ? b : a));
      last.values().forEach(said::add);
    }
    sums.forEach(
        (key, sum) -> {
          if (sum != 0) {
            parts.get("health sums").put(key, sum.toString());
          }
        });
    return said;
  }

  private static <K, V> void each(
      KafkaConsumer<byte[], byte[]> consumer, Topic<K, V> topic, Consumer<V> taker) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        taker.accept(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()));
      }
    }
  }

  private void add(Outcome outcome, Map<String, Integer> revisions) {
    String key = outcome.messageId() + ' ' + outcome.recipient();
    if (revisions.merge(key, outcome.revision(), Math::max) == outcome.revision()) {
      parts
          .get("outcomes")
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
    parts.get("unmatched").merge(unmatched.event().toString(), "once", (a, b) -> "twice or more");
  }

  private void add(RecipientHealth health) {
    parts
        .get("suppressions")
        .put(
            health.recipient(),
            "dead "
                + health.deadCount()
                + " soft "
                + health.softCount()
                + ' '
                + health.suppressed()
                + ' '
                + health.because());
  }

  private void add(Alert alert) {
    if (alert.state().name().equals("WITHDRAWN")) {
      return;
    }
    boolean hasEnded = alert.state() == Alert.State.RESOLVED;
    parts
        .get("incidents")
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
    parts.forEach((part, said) -> differences.put(part, of(expected.parts.get(part), said)));
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
