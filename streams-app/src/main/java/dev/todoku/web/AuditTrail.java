package dev.todoku.web;

import dev.todoku.schema.AuditRecord;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Topics;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code mail.audit}. One of a change is written with the change: both are there or
 * neither. One of a look is written beside the answer, and counted where Kafka does not take it.
 */
final class AuditTrail {
  /** What shows what is known of single addresses. */
  private static final Set<Route> LOOKS =
      EnumSet.of(
          Route.EXPLAIN,
          Route.RECIPIENT,
          Route.MESSAGE,
          Route.SEARCH,
          Route.SUPPRESSIONS,
          Route.INCIDENT,
          Route.INCIDENT_MAIL,
          Route.CAMPAIGN,
          Route.SHARED);

  /** Parameters that say what is looked for; a request has one of them. */
  private static final List<String> ABOUT =
      List.of("q", "address", "recipient", "id", "message", "name");

  private final IntakeWriter writer;
  private final Counter lost;

  AuditTrail(IntakeWriter writer, MeterRegistry meters) {
    this.writer = writer;
    this.lost =
        Counter.builder("todoku.audit.lost")
            .description("Looks at addresses of which Kafka did not take the audit record")
            .register(meters);
  }

  /** {@code posted} and who posts it, once for each key. */
  List<ProducerRecord<byte[], byte[]>> with(
      Context ctx, List<ProducerRecord<byte[], byte[]>> posted) {
    return Stream.concat(
            posted.stream(),
            posted.stream()
                .map(ProducerRecord::key)
                .filter(Objects::nonNull)
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .distinct()
                .map(about -> record(ctx, AuditRecord.Action.CHANGE, about)))
        .toList();
  }

  /** Waits until Kafka has that somebody changes something. */
  void changes(Context ctx, String about) throws InterruptedException {
    writer.write(List.of(record(ctx, AuditRecord.Action.CHANGE, about)));
  }

  /** Notes a look at what is known of an address; nothing of other routes. */
  void looks(Context ctx, Route route) {
    if (LOOKS.contains(route)) {
      String about =
          ABOUT.stream()
              .map(ctx::queryParam)
              .filter(value -> value != null && !value.isBlank())
              .findFirst()
              .orElse(null);
      writer.send(record(ctx, AuditRecord.Action.LOOK, about), lost::increment);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      Context ctx, AuditRecord.Action action, @Nullable String about) {
    Caller caller = Caller.of(ctx);
    AuditRecord record =
        new AuditRecord(
            System.currentTimeMillis(),
            caller.name(),
            caller.via(),
            action,
            ctx.path(),
            about == null || about.length() <= Limits.REPLY
                ? about
                : about.substring(0, Limits.REPLY));
    String topic = Topics.AUDIT.name();
    return new ProducerRecord<>(
        topic,
        null,
        record.time(),
        Topics.AUDIT.keySerde().serializer().serialize(topic, record.by()),
        Topics.AUDIT.valueSerde().serializer().serialize(topic, record));
  }
}
