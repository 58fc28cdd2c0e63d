package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.app.Backtest;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends a world through the whole pipeline in this process. */
final class WorldRun {
  /** After its last mail what comes and goes has to stay away for six hours. */
  private static final long AFTERWARDS = 7 * HOUR;

  private final TodokuConfig config = TodokuConfig.load(null, Map.of(), Map.of());
  private final JsonMapper json = new JsonMapper();

  /** All alerts of a run of so many days. */
  List<Alert> run(World world, int days, long seed) {
    WorldMail server = new WorldMail(world, seed);
    long end = Calendar.START + days * DAY;
    List<Alert> alerts = new ArrayList<>();
    try {
      Path dir = Files.createTempDirectory("todoku-worlds");
      try (Backtest pipeline =
          Backtest.open(config, dir, Calendar.START, Set.of(Topics.ALERTS.name()))) {
        world.routeFacts().forEach(fact -> pipeline.process(record(fact)));
        for (long time = Calendar.START; time < end; time += MINUTE) {
          server.minute(time).forEach(event -> pipeline.process(record(event)));
          alerts.addAll(alerts(pipeline));
        }
        pipeline.advanceTo(end + AFTERWARDS);
        alerts.addAll(alerts(pipeline));
      } finally {
        Files.deleteIfExists(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return alerts;
  }

  private static List<Alert> alerts(Backtest pipeline) {
    return pipeline.take().stream()
        .map(
            written -> Topics.ALERTS.valueSerde().deserializer().deserialize(null, written.value()))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> record(RouteFact fact) {
    return new ProducerRecord<>(
        Topics.DNS_FACTS.name(),
        null,
        fact.time(),
        fact.key().getBytes(UTF_8),
        Topics.DNS_FACTS.valueSerde().serializer().serialize(null, fact));
  }

  private ProducerRecord<byte[], byte[]> record(MailEvent event) {
    String topic =
        event instanceof Bounce
            ? Topics.BOUNCES.name()
            : event instanceof Complaint ? Topics.FEEDBACK.name() : Topics.DELIVERIES.name();
    ObjectNode value = json.valueToTree(event);
    if (Reason.UNDEFINED.name().equals(value.path("reason").asString(""))) {
      value.remove("reason");
    }
    return new ProducerRecord<>(
        topic,
        null,
        event.time(),
        event.messageId().getBytes(UTF_8),
        json.writeValueAsBytes(value));
  }
}
