package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Topics;
import dev.todoku.text.Language;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real broker, and two receivers that speak HTTP. */
@Timeout(120)
class AlertDispatcherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private final Receiver chat = new Receiver();
  private final Receiver pager = new Receiver();
  private KafkaProducer<byte[], byte[]> producer;
  private Clock clock =
      Clock.fixed(Instant.ofEpochMilli(Incident.ONSET + 5 * Incident.MINUTE), ZoneOffset.UTC);

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void begin() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.ALERTS.name(), 2, (short) 1),
                  new NewTopic(KafkaDeliveryLedger.TOPIC, 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void end() throws Exception {
    producer.close();
    chat.close();
    pager.close();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(Topics.ALERTS.name(), KafkaDeliveryLedger.TOPIC)).all().get();
      await()
          .atMost(PATIENCE)
          .until(() -> !admin.listTopics().names().get().contains(Topics.ALERTS.name()));
    }
  }

  @Test
  void aDeadTargetHoldsUpNoOtherAndMissesNothing() throws Exception {
    pager.answer = 503;
    Incident one = Incident.open("one");
    Incident two = Incident.open("two").severity(Severity.PAUSE);
    try (Running running = run()) {
      publish(one);
      publish(two);
      await().atMost(PATIENCE).until(() -> chat.taken.size() == 2);
      publish(two.ended(9 * Incident.MINUTE));
      await().atMost(PATIENCE).until(() -> chat.taken.size() == 3);
      await().atMost(PATIENCE).until(() -> pager.refused.size() > 4);
      assertThat(pager.taken).isEmpty();
      pager.answer = 200;
      await().atMost(PATIENCE).until(() -> pager.taken.size() == 2);
      assertThat(running.isAlive()).isTrue();
    }
    assertThat(chat.taken)
        .satisfiesExactlyInAnyOrder(
            body -> assertThat(body).contains("incidents/one", "🔴"),
            body -> assertThat(body).contains("incidents/two", "🟠"),
            body -> assertThat(body).contains("incidents/two", "✅"));
    assertThat(pager.taken)
        .as("of what is over by now, one message with its end")
        .satisfiesExactlyInAnyOrder(
            body -> assertThat(body).contains("incidents/one", "🔴"),
            body -> assertThat(body).contains("incidents/two", "✅ Ended after 9 min"));
  }

  @Test
  void aRestartRepeatsNothingAndGoesOnWhereItStopped() throws Exception {
    Incident one = Incident.open("one").advice();
    try (Running first = run()) {
      publish(one);
      await().atMost(PATIENCE).until(() -> chat.taken.size() == 1 && pager.taken.size() == 1);
      assertThat(first.isAlive()).isTrue();
    }
    publish(one.updated(Incident.MINUTE));
    publish(one.updated(2 * Incident.MINUTE).severity(Severity.CRITICAL));
    publish(Incident.open("two"));
    try (Running second = run()) {
      await().atMost(PATIENCE).until(() -> chat.taken.size() == 3 && pager.taken.size() == 3);
      assertThat(second.isAlive()).isTrue();
    }
    assertThat(chat.taken.subList(1, 3))
        .satisfiesExactlyInAnyOrder(
            body -> assertThat(body).contains("incidents/two"),
            body -> assertThat(body).contains("Raised from Advice to Critical"));
  }

  @Test
  void remindsOnceAfterAnHourThatNobodyWasThere() throws Exception {
    Incident one = Incident.open("one");
    try (Running first = run()) {
      publish(one);
      await().atMost(PATIENCE).until(() -> pager.taken.size() == 1);
      assertThat(first.isAlive()).isTrue();
    }
    clock = Clock.offset(clock, Duration.ofHours(1));
    try (Running second = run()) {
      await().atMost(PATIENCE).until(() -> pager.taken.size() == 2);
      assertThat(second.isAlive()).isTrue();
    }
    assertThat(pager.taken.get(1)).contains("🔔 Still open after 1 h 5 min");
    assertThat(chat.taken).as("asked for no reminders").hasSize(1);
  }

  private void publish(Incident incident) throws Exception {
    byte[] key = incident.id().getBytes(StandardCharsets.UTF_8);
    byte[] value =
        Topics.ALERTS.valueSerde().serializer().serialize(Topics.ALERTS.name(), incident.alert());
    producer.send(new ProducerRecord<>(Topics.ALERTS.name(), key, value)).get();
  }

  private Running run() {
    AlertText text =
        new AlertText(Playbook.load(), Language.EN, ZoneId.of("Asia/Tokyo"), "http://todoku.test");
    TargetPolicy reminding =
        new TargetPolicy(Severity.ADVICE, null, Duration.ofMinutes(30), Duration.ZERO);
    return new Running(
        new Routing(
            List.of(
                new Target("chat", TargetPolicy.EVERYTHING, new SlackSink(chat.address(), text)),
                new Target("pager", reminding, new LineWorksSink(pager.address(), text))),
            List.of(),
            List.of()));
  }

  private KafkaConsumer<byte[], byte[]> consumer(boolean isOfGroup) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    if (isOfGroup) {
      settings.put("group.id", "notify");
    }
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A process that notifies, until it is closed. */
  private final class Running implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> alerts = consumer(true);
    private final KafkaConsumer<byte[], byte[]> ledger = consumer(false);
    private final Thread thread;

    Running(Routing routing) {
      AlertDispatcher dispatcher =
          new AlertDispatcher(
              alerts,
              routing,
              () -> KafkaDeliveryLedger.open(ledger, producer),
              new NotedIncidents(),
              () -> new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)),
              clock);
      thread =
          new Thread(
              () -> {
                try {
                  dispatcher.run();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
    }

    boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public void close() {
      alerts.wakeup();
      try {
        thread.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      alerts.close();
      ledger.close();
    }
  }

  /** Somebody's webhook. */
  private static final class Receiver {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int answer = 200;

    Receiver() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            int now = answer;
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            (now == 200 ? taken : refused).add(body);
            exchange.sendResponseHeaders(now, -1);
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
    }

    void close() {
      server.stop(0);
    }
  }
}
