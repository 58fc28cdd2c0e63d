package dev.todoku.bench.schedule;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the public topics say in the end, as text by name, whatever the way there.
 *
 * @param outcomes the outcome of the highest revision of each message and recipient
 * @param fates what {@link Fates} says of the same
 * @param health sums of all rows by minute, provider, source IP and From domain
 * @param counts what {@link Fates} says of the same
 * @param unmatched how often each event was reported as unmatched
 * @param suppressions the last counts of each recipient
 * @param incidents the last revision of each incident that was not withdrawn
 */
record FinalState(
    Map<String, String> outcomes,
    Map<String, String> fates,
    Map<String, String> health,
    Map<String, Long> counts,
    Map<String, String> unmatched,
    Map<String, String> suppressions,
    Map<String, String> incidents) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** State of an incident that turned out to be none. */
  private static final String WITHDRAWN = "WITHDRAWN";

  /** Reads it; health of minutes from {@code end} on is left out. */
  static FinalState read(String bootstrapServers, long end) {
    FinalState state =
        new FinalState(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
    Map<String, Outcome> outcomes = new HashMap<>();
    read(bootstrapServers, Topics.OUTCOMES, (key, outcome) -> latest(outcomes, outcome));
    outcomes.forEach((key, outcome) -> state.add(key, outcome));
    Map<String, Map<String, Long>> rows = new TreeMap<>();
    read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> {
          if (row.minute() < end) {
            sum(rows.computeIfAbsent(key(row), unused -> new TreeMap<>()), row);
            Fates.count(state.counts, row);
          }
        });
    rows.forEach((key, columns) -> state.health.put(key, columns.toString()));
    Map<String, Long> unmatched = new TreeMap<>();
    read(
        bootstrapServers,
        Topics.UNMATCHED,
        (key, event) -> unmatched.merge(text(event), 1L, Long::sum));
    unmatched.forEach((event, count) -> state.unmatched.put(event, count + " times"));
    read(bootstrapServers, Topics.RECIPIENT_HEALTH, (key, health) -> state.add(health));
    Map<String, Alert> alerts = new HashMap<>();
    read(bootstrapServers, Topics.ALERTS, (key, alert) -> latest(alerts, alert));
    alerts.values().forEach(state::add);
    return state;
  }

  /** How many messages rows of provider health count as accepted from {@code time} on. */
  static long acceptedFrom(String bootstrapServers, long time) {
    long[] accepted = new long[1];
    read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> accepted[0] += row.minute() == time ? row.accepted() : 0);
    return accepted[0];
  }

  private static void latest(Map<String, Outcome> latest, Outcome outcome) {
    latest.merge(
        Fates.key(outcome.messageId(), outcome.recipient()),
        outcome,
        (a, b) -> b.revision() >= a.revision() ? b : a);
  }

  private static void latest(Map<String, Alert> latest, Alert alert) {
    latest.merge(alert.incidentId(), alert, (a, b) -> b.revision() >= a.revision() ? b : a);
  }

  private void add(String key, Outcome outcome) {
    fates.put(key, Fates.text(outcome));
    outcomes.put(
        key,
        Fates.text(outcome)
            + " "
            + outcome.reason()
            + " deferred="
            + outcome.deferredAt()
            + '/'
            + outcome.lastDeferredAt()
            + " engaged="
            + outcome.engagedAt()
            + " complained="
            + outcome.complainedAt()
            + " named="
            + outcome.bounceNamed()
            + " by="
            + outcome.matchedBy()
            + " at="
            + outcome.provider());
  }

  private static String key(ProviderHealth row) {
    return String.join(" ", utc(row.minute()), row.provider(), row.sourceIp(), row.fromDomain());
  }

  private static void sum(Map<String, Long> columns, ProviderHealth row) {
    sum(columns, "accepted", row.accepted());
    sum(columns, "deferred", row.deferred());
    sum(columns, "bounced", row.bounced());
    sum(columns, "expired", row.expired());
    sum(columns, "withdrawn", row.withdrawn());
    sum(columns, "complaints", row.complaints());
    sum(columns, "attempts", row.attempts());
    sum(columns, "policyRefusals", row.policyRefusals());
    row.reasons().forEach((reason, count) -> sum(columns, reason.name(), count));
  }

  /** A sum of 0 is the same as no row at all. */
  private static void sum(Map<String, Long> columns, String column, long count) {
    columns.merge(column, count, Long::sum);
    columns.remove(column, 0L);
  }

  private static String text(Unmatched unmatched) {
    Unmatched plain = new Unmatched(unmatched.event(), List.of(), "-", unmatched.time());
    return new String(
        Topics.UNMATCHED.valueSerde().serializer().serialize(null, plain), StandardCharsets.UTF_8);
  }

  private void add(RecipientHealth health) {
    suppressions.put(
        health.recipient(),
        "suppressed="
            + health.suppressed()
            + " dead="
            + health.deadCount()
            + " soft="
            + health.softCount());
  }

  private void add(Alert alert) {
    if (!alert.state().name().equals(WITHDRAWN)) {
      incidents.put(
          alert.incidentId(),
          alert.cause()
              + " of "
              + alert.scope().key()
              + " since "
              + utc(alert.onset())
              + " until "
              + (alert.resolvedAt() == 0 ? "-" : utc(alert.resolvedAt()))
              + ", "
              + alert.evidence().failures()
              + " of "
              + alert.evidence().attempts());
    }
  }

  private static String utc(long time) {
    return Instant.ofEpochMilli(time).toString();
  }

  /** Committed records from the beginning to the end as of now. */
  static <K, V> void read(String bootstrapServers, Topic<K, V> topic, BiConsumer<K, V> reader) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            10_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    reader.accept(
                        topic.keySerde().deserializer().deserialize(null, record.key()),
                        topic.valueSerde().deserializer().deserialize(null, record.value())));
      }
    }
  }
}
