package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.text.Language;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each format as a receiver gets it, compared with what lies beside this class. To write those
 * files anew: {@code -Dtodoku.golden.write=true}.
 */
@Timeout(60)
class MessagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/todoku/notify");
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(Incident.ONSET + 4 * Incident.MINUTE), ZoneOffset.UTC);
  private static final AlertText JA = text(Language.JA);
  private static final AlertText EN = text(Language.EN);

  private static final Incident OPEN = Incident.open("ip-block:203.0.113.5@1020");

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<Headers> headers = Collections.synchronizedList(new ArrayList<>());
  private final List<String> paths = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private int answer = 200;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          headers.add(exchange.getRequestHeaders());
          paths.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void slack() throws Exception {
    assertGolden("slack", text -> new SlackSink(address("/services/x"), text));
    assertThat(paths).containsOnly("/services/x");
  }

  @Test
  void teams() throws Exception {
    assertGolden("teams", text -> new TeamsSink(address("/workflows/x"), text));
  }

  @Test
  void lineWorks() throws Exception {
    assertGolden("lineworks", text -> new LineWorksSink(address("/message/x"), text));
  }

  @Test
  void pagerDuty() throws Exception {
    assertGolden("pagerduty", text -> new PagerDutySink(address("/v2/enqueue"), "r-key", text));
  }

  @Test
  void alertmanager() throws Exception {
    assertGolden(
        "alertmanager",
        text -> new AlertmanagerSink(address(""), text, Duration.ofMinutes(4), CLOCK));
    assertThat(paths).containsOnly("/api/v2/alerts");
  }

  @Test
  void webhook() throws Exception {
    assertGolden("webhook", text -> new WebhookSink(address("/hook"), "", text, CLOCK));
    assertThat(headers.get(0)).doesNotContainKey("webhook-signature");
  }

  @Test
  void chatwork() throws Exception {
    Sink sink = new ChatworkSink(address("/v2"), "1234", "secret-token", JA);
    sink.send(OPEN.notification(NotificationKind.OPENED));

    assertThat(paths).containsExactly("/v2/rooms/1234/messages");
    assertThat(headers.get(0).getFirst("X-ChatWorkToken")).isEqualTo("secret-token");
    assertThat(headers.get(0).getFirst("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(bodies.get(0)).endsWith("&self_unread=1");
    String body = bodies.get(0).substring("body=".length()).replace("&self_unread=1", "");
    compare("chatwork.txt", URLDecoder.decode(body, StandardCharsets.UTF_8) + '\n');
  }

  /** As the Standard Webhooks specification computes it, worked out apart from our code. */
  @Test
  void aWebhookIsSigned() throws Exception {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    Sink sink = new WebhookSink(address("/hook"), secret, EN, CLOCK);
    Notification notification = OPEN.notification(NotificationKind.OPENED);
    sink.send(notification);
    sink.send(notification);

    Headers first = headers.get(0);
    assertThat(first.getFirst("webhook-id"))
        .isEqualTo(headers.get(1).getFirst("webhook-id"))
        .isEqualTo(notification.id());
    assertThat(first.getFirst("webhook-timestamp")).isEqualTo("1795397040");
    assertThat(first.getFirst("webhook-signature"))
        .isEqualTo(
            "v1,"
                + StandardWebhook.signature(
                    secret, notification.id(), "1795397040", bodies.get(0)));
  }

  @Test
  void headlinesReadWellOnAPhone() throws Exception {
    List<Notification> all =
        List.of(
            OPEN.notification(NotificationKind.OPENED),
            OPEN.severity(Severity.PAUSE).notification(NotificationKind.OPENED),
            OPEN.advice().notification(NotificationKind.OPENED),
            OPEN.updated(Incident.MINUTE).notification(NotificationKind.UPDATED, OPEN.advice()),
            OPEN.updated(Incident.MINUTE)
                .scope(new Scope(null, "203.0.113.0/24", null))
                .notification(NotificationKind.UPDATED, OPEN),
            OPEN.updated(127 * Incident.MINUTE).notification(NotificationKind.REMINDER, OPEN),
            OPEN.ended(287 * Incident.MINUTE).notification(NotificationKind.ENDED, OPEN),
            OPEN.withdrawn().notification(NotificationKind.WITHDRAWN, OPEN));
    StringBuilder lines = new StringBuilder();
    for (AlertText text : List.of(EN, JA)) {
      all.forEach(notification -> lines.append(text.headline(notification)).append('\n'));
    }
    compare("headlines.txt", lines.toString());
  }

  @Test
  void whatADomainContainsIsNeitherMentionNorLink() {
    Incident odd = OPEN.scope(new Scope("<!channel>", null, "[To:1]&x"));
    Notification notification = odd.notification(NotificationKind.OPENED);
    URI anywhere = URI.create("http://127.0.0.1");
    assertThat(new SlackSink(anywhere, EN).json(notification).toString())
        .contains("&lt;!channel&gt;", "[To:1]&amp;x")
        .doesNotContain("<!channel>");
    assertThat(new ChatworkSink(anywhere, "1", "t", EN).body(notification))
        .contains("［To:1］")
        .doesNotContain("[To:1]");
  }

  @Test
  void alertmanagerEndsWhatHadOtherLabels() {
    AlertmanagerSink sink =
        new AlertmanagerSink(URI.create("http://am:9093/"), EN, Duration.ofMinutes(4), CLOCK);
    var alerts =
        sink.json(
            OPEN.updated(Incident.MINUTE).notification(NotificationKind.UPDATED, OPEN.advice()));
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0).get("labels").toString()).contains("severity=advice");
    assertThat(alerts.get(0)).containsEntry("endsAt", CLOCK.instant().toString());
    assertThat(alerts.get(1).get("labels").toString()).contains("severity=critical");
    assertThat(alerts.get(1))
        .containsEntry("endsAt", CLOCK.instant().plus(Duration.ofMinutes(4)).toString());
    assertThat(
            sink.json(
                OPEN.updated(Incident.MINUTE)
                    .scope(new Scope("docomo", "203.0.113.0/24", null))
                    .notification(NotificationKind.UPDATED, OPEN)))
        .as("another address, the same alert")
        .hasSize(1);
  }

  @Test
  void whatFailsNamesNoSecret() {
    answer = 410;
    Notification notification = OPEN.notification(NotificationKind.OPENED);
    assertThatThrownBy(() -> new SlackSink(address("/services/secret"), EN).send(notification))
        .isInstanceOf(IOException.class)
        .hasMessage("it answered 410");
    server.stop(0);
    assertThatThrownBy(() -> new SlackSink(address("/services/secret"), EN).send(notification))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  private void assertGolden(String format, Function<AlertText, Sink> sink) throws Exception {
    sink.apply(JA).send(OPEN.notification(NotificationKind.OPENED));
    sink.apply(EN)
        .send(OPEN.ended(287 * Incident.MINUTE).notification(NotificationKind.ENDED, OPEN));
    assertThat(headers.get(0).getFirst("Content-Type")).isEqualTo("application/json");
    compare(format + "-opened-ja.json", pretty(bodies.get(0)));
    compare(format + "-ended-en.json", pretty(bodies.get(1)));
  }

  private static String pretty(String json) {
    JsonNode tree = PRETTY.readTree(json);
    return PRETTY.writeValueAsString(tree) + '\n';
  }

  private static void compare(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("todoku.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualToNormalizingNewlines(Files.readString(file));
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static AlertText text(Language language) {
    return new AlertText(
        Playbook.load(), language, ZoneId.of("Asia/Tokyo"), "https://todoku.example.jp");
  }
}
