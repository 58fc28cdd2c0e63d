package dev.todoku.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.schema.Topics;
import dev.todoku.testing.Proof;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessengerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ALERTS.name(), 0);
  private static final long NOON = 1_795_262_400_000L;

  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private HttpServer chat;

  @BeforeEach
  void listen() throws IOException {
    chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    chat.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int answer = answers.isEmpty() ? 200 : answers.remove();
          if (answer == 200) {
            taken.add(body);
          } else {
            // Other than a broker, the mock has forgotten what it returned once.
            consumer.schedulePollTask(() -> add(0, alert("first", Alert.State.OPEN)));
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    chat.start();
  }

  @AfterEach
  void close() {
    chat.stop(0);
  }

  @Test
  void triesAgainUntilAnAlertIsTaken() throws Exception {
    answers.addAll(List.of(500, 503));
    run(alert("first", Alert.State.OPEN));
    assertThat(taken).singleElement().asString().contains("first");
    assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(1);
  }

  @Test
  void aChatHearsOfTheBeginningAndTheEndOnly() throws Exception {
    run(
        alert("a", Alert.State.OPEN),
        alert("a", Alert.State.UPDATED),
        alert("a", Alert.State.RESOLVED));
    assertThat(taken).hasSize(2);
    assertThat(taken.get(0)).contains("🔺 &lt;!channel&gt; refuses", "• Wait", "/#/incidents/a");
    assertThat(taken.get(1)).contains("✅").doesNotContain("Wait");
  }

  @Test
  void alertmanagerIsToldOfAnEndInTheFutureWhileAnIncidentGoesOn() {
    AlertmanagerSink sink =
        new AlertmanagerSink(
            URI.create("http://localhost"),
            "ja",
            Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC));
    assertThat(sink.json(alert("a", Alert.State.OPEN)))
        .containsEntry("startsAt", "2026-11-21T12:00:00Z")
        .containsEntry("endsAt", "2026-11-28T12:00:00Z")
        .containsEntry(
            "labels",
            Map.of(
                "alertname", "TodokuIncident",
                "incident", "a",
                "cause", "IP_BLOCK",
                "provider", "docomo",
                "source_ip", "192.0.2.1"));
    assertThat(sink.json(alert("a", Alert.State.RESOLVED)))
        .containsEntry("endsAt", "2026-11-21T13:00:00Z");
  }

  @Test
  void whatIsWithdrawnIsReportedAsSuchAndHasEnded() throws Exception {
    run(alert("a", Alert.State.OPEN), alert("a", Alert.State.WITHDRAWN));
    assertThat(taken).hasSize(2);
    assertThat(taken.get(1))
        .contains("↩️ Withdrawn, records that came late show that it was not so: ")
        .doesNotContain("• Wait");
    AlertmanagerSink sink =
        new AlertmanagerSink(
            URI.create("http://localhost"),
            "ja",
            Clock.fixed(Instant.ofEpochMilli(NOON + 60_000), ZoneOffset.UTC));
    assertThat(sink.json(alert("a", Alert.State.WITHDRAWN)))
        .containsEntry("endsAt", "2026-11-21T12:00:00Z");
  }

  @Test
  void whatFailsDoesNotTellTheSecretAddress() throws Exception {
    chat.stop(0);
    ChatSink sink = sink();
    try {
      sink.send(alert("a", Alert.State.OPEN));
    } catch (IOException e) {
      assertThat(e.toString()).doesNotContain("secret").contains("no answer");
      assertThat(e.getCause()).isNull();
      return;
    }
    throw new AssertionError("nobody was there to take it");
  }

  /** Runs until the topic is read; empty polls after it end the run. */
  private void run(Alert... alerts) throws Exception {
    consumer.setMaxPollRecords(1);
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (int i = 0; i < alerts.length; i++) {
            add(i, alerts[i]);
          }
        });
    Thread stopper =
        new Thread(
            () -> {
              org.awaitility.Awaitility.await().until(() -> hasCommitted(alerts.length));
              consumer.wakeup();
            });
    stopper.start();
    new Messenger(
            consumer, List.of(sink()), new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)))
        .run();
    stopper.join();
  }

  private void add(long offset, Alert alert) {
    byte[] value = Topics.ALERTS.valueSerde().serializer().serialize(PARTITION.topic(), alert);
    consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, null, value));
  }

  private boolean hasCommitted(long offset) {
    var committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return committed != null && committed.offset() == offset;
  }

  private ChatSink sink() {
    return new ChatSink(
        URI.create("http://127.0.0.1:" + chat.getAddress().getPort() + "/secret"),
        "en",
        "http://todoku.test");
  }

  private static Alert alert(String id, Alert.State state) {
    return new Alert(
        id,
        1,
        state,
        Cause.IP_BLOCK,
        Severity.CRITICAL,
        new Scope("docomo", "192.0.2.1", null),
        NOON,
        NOON,
        NOON,
        state == Alert.State.RESOLVED ? NOON + 3_600_000 : 0,
        new Text("障害 " + id, "<!channel> refuses " + id),
        Proof.of(10, 10, 0.1, 9, 8, List.of()),
        List.of(new RemedyStep("wait", new Text("待つ", "Wait"), null)));
  }
}
