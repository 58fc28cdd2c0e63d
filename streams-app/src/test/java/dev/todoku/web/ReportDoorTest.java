package dev.todoku.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.cli.explain.ExplainProbe;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.testing.LiveInstance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of mail services, from the request to outcomes, on a broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportDoorTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String SENDGRID = "/intake/sendgrid/main";
  private static final String OK = "{\"accepted\":1}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long SECOND = System.currentTimeMillis() / 1_000 - 300;

  @TempDir static Path state;

  private static EmbeddedKafka kafka;
  private static LiveInstance todoku;
  private static KeyPair key;

  @BeforeAll
  static void start() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    key = keys.generateKeyPair();
    kafka = EmbeddedKafka.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("http.token", "correct-horse-battery");
    settings.put("intake.reports.sources", "sendgrid/main, cmc/shop, mandrill/news");
    settings.put(
        "intake.reports.sendgrid.main.key",
        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    settings.put("intake.reports.cmc.shop.key", "secret-of-cmc");
    settings.put("intake.reports.mandrill.news.key", "k");
    settings.put("intake.reports.mandrill.news.url", "https://todoku.example/mandrill");
    todoku = LiveInstance.start(kafka, state, settings);
  }

  @AfterAll
  static void stop() {
    todoku.close();
    kafka.close();
  }

  @Test
  @Order(1)
  void whatIsNotSignedOrWronglySignedIsRefusedAndNotKept() throws Exception {
    String body = "[" + event("delivered", "m1", 2) + "]";
    assertThat(post(SENDGRID, body, Map.of()).statusCode()).isEqualTo(401);
    HttpResponse<String> changed = post(SENDGRID, body + " ", signed(body));
    assertThat(changed.statusCode()).isEqualTo(401);
    assertThat(changed.body()).contains("has a signature that is not that of the key");
    assertThat(todoku.readRaw(Topics.RAW_REPORTS.name())).isEmpty();
  }

  @Test
  @Order(2)
  void whatIsSignedIsKeptAsItCameAndBecomesAnOutcome() throws Exception {
    String body =
        "[" + event("processed", "m1", 0) + ",{\"event\":7}," + event("delivered", "m1", 2) + "]";
    HttpResponse<String> answer = post(SENDGRID, body, signed(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body().strip()).isEqualTo(OK);
    ConsumerRecord<byte[], byte[]> kept = todoku.readRaw(Topics.RAW_REPORTS.name()).get(0);
    assertThat(new String(kept.key(), UTF_8)).isEqualTo("sendgrid/main");
    assertThat(new String(kept.value(), UTF_8)).isEqualTo(body);
    await().atMost(SOON).until(() -> outcomes().size() == 1);
    assertThat(outcomes().get(0).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcomes().get(0).messageId()).isEqualTo("m1@shop.example");
    assertThat(todoku.readRaw(Topics.DEAD_LETTERS.name())).hasSize(1);
  }

  @Test
  @Order(3)
  void aReplayedRequestCountsOnce() throws Exception {
    String again = "[" + event("delivered", "m1", 2) + "]";
    assertThat(post(SENDGRID, again, signed(again)).statusCode()).isEqualTo(200);
    assertThat(post(SENDGRID, again, signed(again)).statusCode()).isEqualTo(200);
    String other = "[" + event("delivered", "m2", 3) + "]";
    assertThat(post(SENDGRID, other, signed(other)).statusCode()).isEqualTo(200);
    await()
        .atMost(SOON)
        .until(() -> outcomes().stream().anyMatch(one -> one.messageId().startsWith("m2")));
    assertThat(outcomes())
        .extracting(Outcome::messageId)
        .containsExactly("m1@shop.example", "m2@shop.example");
  }

  @Test
  @Order(4)
  void aSecretInTheBodyIsNotKept() throws Exception {
    String form = "event_type=deliveries&api_key=secret-of-cmc&event=%7B%7D";
    assertThat(post("/intake/cmc/shop", form, Map.of()).statusCode()).isEqualTo(200);
    assertThat(todoku.readRaw(Topics.RAW_REPORTS.name()))
        .extracting(record -> new String(record.value(), UTF_8))
        .contains("event_type=deliveries&event=%7B%7D")
        .noneMatch(body -> body.contains("secret-of-cmc"));
  }

  @Test
  @Order(5)
  void onlySourcesThatTheSettingsNameAreThere() throws Exception {
    assertThat(post("/intake/sendgrid/other", "[]", Map.of()).statusCode()).isEqualTo(404);
    assertThat(post("/intake/postmark/main", "{}", Map.of()).statusCode()).isEqualTo(404);
    assertThat(post("/intake/sends", "[]", Map.of()).statusCode()).isEqualTo(401);
    HttpRequest probe =
        HttpRequest.newBuilder(address("/intake/mandrill/news"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(HTTP.send(probe, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(6)
  void aMessageIsFoundByTheServicesOwnId() {
    try (ExplainProbe explain = ExplainProbe.connect(kafka.bootstrapServers())) {
      assertThat(explain.ask("m1").map(answer -> ExplainProbe.json(answer, "en")))
          .hasValueSatisfying(
              answer ->
                  assertThat(answer).contains("m1@shop.example").doesNotContain("m2@shop.example"));
      assertThat(explain.ask("m3")).isEmpty();
    }
  }

  private static List<Outcome> outcomes() {
    return todoku.read(Topics.OUTCOMES);
  }

  private static String event(String type, String message, int second) {
    return "{\"email\":\"taro@gmail.com\",\"event\":\""
        + type
        + "\",\"timestamp\":"
        + (SECOND + second)
        + ",\"smtp-id\":\"<"
        + message
        + "@shop.example>\",\"sg_message_id\":\""
        + message
        + ".x\"}";
  }

  private static Map<String, String> signed(String body) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(("1" + body).getBytes(UTF_8));
    return Map.of(
        "X-Twilio-Email-Event-Webhook-Signature",
        Base64.getEncoder().encodeToString(signature.sign()),
        "X-Twilio-Email-Event-Webhook-Timestamp",
        "1");
  }

  private static HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI address(String path) {
    return URI.create("http://127.0.0.1:" + todoku.instance().httpPort().orElseThrow() + path);
  }
}
