package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.text.Language;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Alertmanager with the configuration that is deployed. */
@Timeout(60)
class AlertmanagerTest {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

  @TempDir Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private URI address;
  private Sink sink;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "no Alertmanager: apt install prometheus-alertmanager");
    try (ServerSocket socket = new ServerSocket(0)) {
      address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + Path.of("../deploy/alertmanager/alertmanager.yml").toRealPath(),
                "--storage.path=" + dir,
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + address.getPort())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    AlertText text =
        new AlertText(
            Playbook.load(), Language.EN, ZoneId.of("Asia/Tokyo"), "https://todoku.example.jp");
    sink = new AlertmanagerSink(address, text, Duration.ofMinutes(4), Clock.systemUTC());
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> alerts().isEmpty());
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  @Test
  void anIncidentIsOneAlertThatPagesUntilItEnds() throws Exception {
    Incident open = Incident.open("ip-block:1");
    sink.send(open.notification(NotificationKind.OPENED));
    assertThat(labels()).hasSize(1).first().asString().contains("critical", "IP_BLOCK", "docomo");
    assertThat(alerts().get(0).at("/receivers/0/name").stringValue()).isEqualTo("pages");
    assertThat(alerts().get(0).get("generatorURL").stringValue())
        .isEqualTo("https://todoku.example.jp/#/incidents/ip-block%3A1");

    Incident wider =
        open.updated(Incident.MINUTE).scope(new Scope("docomo", "203.0.113.0/24", null));
    sink.send(wider.notification(NotificationKind.UPDATED, open));
    assertThat(labels()).as("another address is the same alert").hasSize(1);
    assertThat(alerts().get(0).at("/annotations/source_ip").stringValue())
        .isEqualTo("203.0.113.0/24");

    sink.send(wider.ended(287 * Incident.MINUTE).notification(NotificationKind.ENDED, wider));
    await().until(() -> alerts().isEmpty());
  }

  @Test
  void whatFallsToAdviceNoLongerPages() throws Exception {
    Incident open = Incident.open("ip-block:1");
    sink.send(open.notification(NotificationKind.OPENED));
    Incident advice = open.updated(Incident.MINUTE).severity(Severity.ADVICE);
    sink.send(advice.notification(NotificationKind.UPDATED, open));

    await().until(() -> alerts().size() == 1);
    assertThat(alerts().get(0).at("/labels/severity").stringValue()).isEqualTo("advice");
    assertThat(alerts().get(0).at("/receivers/0/name").stringValue()).isEqualTo("tickets");
  }

  private List<String> labels() throws Exception {
    return alerts().stream().map(alert -> alert.get("labels").toString()).toList();
  }

  private List<JsonNode> alerts() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v2/alerts?active=true")).build();
    String body = http.send(request, BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(body).valueStream().toList();
  }
}
