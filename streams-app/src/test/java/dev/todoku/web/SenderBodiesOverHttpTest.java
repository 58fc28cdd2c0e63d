package dev.todoku.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.binary.Hmac;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.FormFields;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import dev.todoku.testing.LiveInstance;
import dev.todoku.testing.ServiceBodies;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each body of each mail service through the door, proven as that service proves it: the events are
 * those that {@code todoku parse} prints of the same bytes.
 */
class SenderBodiesOverHttpTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String KEY = "key-of-a-test";
  private static final String TOKEN = "token-of-a-test";
  private static final String MANDRILL_URL = "https://todoku.example/in?x=1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Those that sign nothing, or whose own signature does not fit bodies that lie here. */
  private static final Set<String> BY_TOKEN =
      Set.of("ses", "brevo", "blastengine", "kumomta", "halon", "haraka");

  private static final Set<String> BY_PASSWORD = Set.of("postmark", "sparkpost", "mailjet");

  @TempDir static Path state;

  private static EmbeddedKafka kafka;
  private static LiveInstance todoku;
  private static KeyPair ec;
  private static KeyPair rsa;

  @BeforeAll
  static void start() throws Exception {
    ec = keys("EC", 256);
    rsa = keys("RSA", 2048);
    kafka = EmbeddedKafka.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("http.token", "correct-horse-battery");
    settings.put(
        "intake.reports.sources",
        String.join(", ", WebhookFormats.ALL.stream().map(it -> it.name() + "/x").toList()));
    for (var format : WebhookFormats.ALL) {
      String prefix = "intake.reports." + format.name() + ".x.";
      if (BY_TOKEN.contains(format.name())) {
        settings.put(prefix + "token", TOKEN);
      } else if (BY_PASSWORD.contains(format.name())) {
        settings.put(prefix + "user", "u");
        settings.put(prefix + "password", KEY);
      } else {
        settings.put(
            prefix + "key",
            switch (format.name()) {
              case "sendgrid" -> base64(ec.getPublic().getEncoded());
              case "postal" -> base64(rsa.getPublic().getEncoded());
              case "resend" -> "whsec_" + base64(KEY.getBytes(UTF_8));
              default -> KEY;
            });
      }
    }
    settings.put("intake.reports.mandrill.x.url", MANDRILL_URL);
    todoku = LiveInstance.start(kafka, state, settings);
    todoku.keepAll();
  }

  @AfterAll
  static void stop() {
    todoku.close();
    kafka.close();
  }

  @Test
  void everyBodyBecomesTheEventsThatParsePrints() throws Exception {
    Set<String> expected = new TreeSet<>();
    int posted = 0;
    for (Path file : ServiceBodies.all()) {
      String sender = ServiceBodies.serviceOf(file);
      for (String body : requests(sender, Files.readString(file))) {
        SentRequest right = proven(sender, body, "");
        SentRequest wrong = proven(sender, body, "x");
        assertThat(post(sender, new SentRequest(body, Map.of())))
            .as("without proof: %s", file)
            .isEqualTo(401);
        assertThat(post(sender, wrong)).as("wrong proof: %s", file).isEqualTo(401);
        assertThat(post(sender, right)).as("%s", file).isEqualTo(200);
        assertThat(post(sender, right)).as("again: %s", file).isEqualTo(200);
        expected.addAll(read(sender, right.body().getBytes(UTF_8)));
        posted += 2;
      }
    }
    int all = posted;
    assertThat(posted).isGreaterThan(150);
    await().atMost(SOON).until(() -> todoku.readRaw(Topics.RAW_REPORTS.name()).size() == all);
    await().atMost(SOON).untilAsserted(() -> assertThat(published()).isEqualTo(expected));
  }

  @Test
  void firehoseGetsItsOwnIdBack() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("ses"))
            .header("X-Amz-Firehose-Access-Key", TOKEN)
            .header("X-Amz-Firehose-Request-Id", "ed4acda5-034f-9f42-bba1-f29aea6d7d8f")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"requestId\":\"ed4acda5-034f-9f42-bba1-f29aea6d7d8f\"")
        .contains("\"timestamp\":");
  }

  @Test
  void whoIsNotFirehoseGetsNoIdBack() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("brevo"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("X-Amz-Firehose-Request-Id", "ed4acda5-034f-9f42-bba1-f29aea6d7d8f")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualToIgnoringNewLines("{\"accepted\":1}");
  }

  /** What the records of a body report, as far as an event can be made of it. */
  private static Set<String> read(String sender, byte[] body) {
    Set<String> events = new TreeSet<>();
    for (ReadRecord record :
        RecordReader.read(WebhookFormats.named(sender).orElseThrow(), body, Map.of())) {
      if (record instanceof ReadRecord.Events read) {
        read.reported().stream()
            .filter(SenderBodiesOverHttpTest::isEvent)
            .map(
                it ->
                    line(
                        it.kind().label(),
                        it.recipient().orElseThrow(),
                        it.time().orElseThrow().toEpochMilli()))
            .forEach(events::add);
      }
    }
    return events;
  }

  private static boolean isEvent(Reported reported) {
    boolean isNamed = reported.messageId().isPresent() || reported.providerId().isPresent();
    return reported.kind() != ReportedKind.NONE
        && reported.recipient().isPresent()
        && reported.time().isPresent()
        && !reported.details().containsKey(ReportedDetail.CANDIDATES)
        && (isNamed || reported.kind() == ReportedKind.BOUNCED);
  }

  private static Set<String> published() {
    Set<String> events = new TreeSet<>();
    for (Send send : todoku.read(Topics.SENDS)) {
      events.add(line("sent", send.recipient(), send.time()));
    }
    for (DeliveryEvent one : todoku.read(Topics.DELIVERIES)) {
      events.add(
          one instanceof Delivery delivery
              ? line(kind(delivery), delivery.recipient(), delivery.time())
              : line("deferred", ((Deferral) one).recipient(), ((Deferral) one).time()));
    }
    for (Bounce bounce : todoku.read(Topics.BOUNCES)) {
      events.add(line("bounced", bounce.recipient(), bounce.time()));
    }
    for (FeedbackEvent one : todoku.read(Topics.FEEDBACK)) {
      if (one instanceof Complaint complaint) {
        events.add(line("complained", complaint.recipient(), complaint.time()));
      } else if (one instanceof Engagement engagement) {
        events.add(line(kind(engagement), engagement.recipient(), engagement.time()));
      }
    }
    return events;
  }

  private static String kind(Delivery delivery) {
    boolean isDropped = delivery.nextHop() != null && delivery.nextHop().kind() == HopKind.DISCARD;
    return isDropped ? "dropped" : "delivered";
  }

  private static String kind(Engagement engagement) {
    return switch (engagement.kind()) {
      case OPEN -> "opened";
      case CLICK -> "clicked";
      case UNSUBSCRIBE -> "unsubscribed";
    };
  }

  private static String line(String kind, String recipient, long time) {
    return kind + ' ' + recipient + ' ' + Instant.ofEpochMilli(time);
  }

  /** A body as it is posted; what only an API returns is not. */
  private static List<String> requests(String sender, String body) {
    if (!sender.equals("mailgun")) {
      return List.of(body);
    }
    boolean isForm = !body.startsWith("{");
    return isForm
        ? List.of(body)
        : Stream.of(body.contains("\n{") ? body.split("\n(?=\\{)") : new String[] {body})
            .filter(one -> one.contains("\"event-data\""))
            .toList();
  }

  /** With the proof of its sender, to the end of which {@code more} is added. */
  private static SentRequest proven(String sender, String body, String more)
      throws GeneralSecurityException {
    byte[] bytes = body.getBytes(UTF_8);
    byte[] key = KEY.getBytes(UTF_8);
    return switch (sender) {
      case "sendgrid" ->
          new SentRequest(
              body,
              Map.of(
                  "X-Twilio-Email-Event-Webhook-Timestamp",
                  "1",
                  "X-Twilio-Email-Event-Webhook-Signature",
                  signed("SHA256withECDSA", ec, "1" + body) + more));
      case "postal" ->
          new SentRequest(
              body, Map.of("X-Postal-Signature-256", signed("SHA256withRSA", rsa, body) + more));
      case "resend" -> bySvix(body, more);
      case "stalwart" ->
          new SentRequest(body, Map.of("X-Signature", base64(Hmac.sha256(key, bytes)) + more));
      case "mailersend" ->
          new SentRequest(
              body, Map.of("Signature", HexFormat.of().formatHex(Hmac.sha256(key, bytes)) + more));
      case "mailtrap" ->
          new SentRequest(
              body,
              Map.of(
                  "Mailtrap-Signature", HexFormat.of().formatHex(Hmac.sha256(key, bytes)) + more));
      case "mandrill" -> byMandrill(body, more);
      case "mailgun" -> byMailgun(body, more);
      case "cmc" ->
          new SentRequest(
              body.replaceAll("(^|&)api_key=[^&]*", "$1api_key=" + KEY + more), Map.of());
      case "postmark", "sparkpost", "mailjet" ->
          new SentRequest(
              body,
              Map.of("Authorization", "Basic " + base64(("u:" + KEY + more).getBytes(UTF_8))));
      default -> new SentRequest(body, Map.of("Authorization", "Bearer " + TOKEN + more));
    };
  }

  private static SentRequest bySvix(String body, String more) {
    String time = String.valueOf(Instant.now().getEpochSecond());
    byte[] mac = Hmac.sha256(KEY.getBytes(UTF_8), ("msg_1." + time + '.' + body).getBytes(UTF_8));
    return new SentRequest(
        body,
        Map.of(
            "svix-id",
            "msg_1",
            "svix-timestamp",
            time,
            "svix-signature",
            "v1," + base64(mac) + more));
  }

  private static SentRequest byMandrill(String body, String more) {
    StringBuilder signed = new StringBuilder(MANDRILL_URL);
    new TreeMap<>(FormFields.of(body)).forEach((name, value) -> signed.append(name).append(value));
    byte[] mac = Hmac.of("HmacSHA1", KEY.getBytes(UTF_8), signed.toString().getBytes(UTF_8));
    return new SentRequest(body, Map.of("X-Mandrill-Signature", base64(mac) + more));
  }

  /** It stands in the body, and so does its time, which in the older form is that of the event. */
  private static SentRequest byMailgun(String body, String more) {
    String time = String.valueOf(Instant.now().getEpochSecond());
    String token = HexFormat.of().formatHex(Hmac.sha256(KEY.getBytes(UTF_8), body.getBytes(UTF_8)));
    String mac =
        HexFormat.of().formatHex(Hmac.sha256(KEY.getBytes(UTF_8), (time + token).getBytes(UTF_8)));
    Map<String, String> signature = new TreeMap<>();
    signature.put("timestamp", time);
    signature.put("token", token);
    signature.put("signature", mac + more);
    if (!body.startsWith("{")) {
      Map<String, String> fields = new TreeMap<>(FormFields.of(body));
      fields.putAll(signature);
      return new SentRequest(
          fields.entrySet().stream()
              .map(it -> it.getKey() + '=' + URLEncoder.encode(it.getValue(), UTF_8))
              .collect(Collectors.joining("&")),
          Map.of());
    }
    ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body);
    json.putPOJO("signature", signature);
    return new SentRequest(JsonMapper.shared().writeValueAsString(json), Map.of());
  }

  private static String signed(String algorithm, KeyPair key, String body)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key.getPrivate());
    signature.update(body.getBytes(UTF_8));
    return base64(signature.sign());
  }

  private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
    keys.initialize(size);
    return keys.generateKeyPair();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private record SentRequest(String body, Map<String, String> headers) {}

  private static URI address(String sender) {
    int port = todoku.instance().httpPort().orElseThrow();
    return URI.create("http://127.0.0.1:" + port + "/intake/" + sender + "/x");
  }

  private static int post(String sender, SentRequest sent)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(sender))
            .POST(HttpRequest.BodyPublishers.ofString(sent.body()));
    sent.headers().forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
