package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.table.Table;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingFileTest {
  private static final String TARGETS =
      """
      # who
      [target ops]
      type = slack
      url = ${env:SLACK}
      language = ja
      zone = Asia/Tokyo
      quiet = 22:00-07:00

      [target phone]
      type = pagerduty
      key = r1
      severity = PAUSE
      remind = 30m

      [target am]
      type = alertmanager
      url = http://a:9093, http://b:9093
      """;

  @Test
  void routesBySeverityCauseProviderAndDomain() throws Exception {
    Routing routing =
        parse(
            TARGETS
                + """
                [route]
                severity = critical, PAUSE
                to = phone
                [route]
                provider = docomo
                cause = IP_BLOCK
                to = ops, am
                [route]
                from-domain = example.jp
                to = ops
                """);
    Alert block = Incident.open("a").alert();
    assertThat(targets(routing, block)).containsExactly("ops", "phone", "am-1", "am-2");
    assertThat(targets(routing, Incident.open("a").advice().scope(domain("au", "x.com")).alert()))
        .isEmpty();
    assertThat(
            targets(
                routing, Incident.open("a").advice().scope(domain("au", "m.Example.jp")).alert()))
        .containsExactly("ops");
    assertThat(
            targets(
                routing, Incident.open("a").advice().scope(domain("au", "notexample.jp")).alert()))
        .isEmpty();
  }

  @Test
  void withoutRoutesEverythingGoesEverywhere() throws Exception {
    assertThat(targets(parse(TARGETS), Incident.open("a").advice().alert())).hasSize(4);
  }

  @Test
  void expectsWhatIsPlanned() throws Exception {
    Routing routing =
        parse(
            TARGETS
                + """
                [maintenance]
                from = 2026-11-23T10:00
                until = 2026-11-23T12:00
                zone = Asia/Tokyo
                provider = docomo
                [maintenance]
                daily = 02:00-04:00
                source-ip = 192.0.2.10
                """);
    Instant during = Instant.parse("2026-11-23T02:59:00Z");
    Instant after = Instant.parse("2026-11-23T03:00:00Z");
    Alert open = Incident.open("a").alert();
    assertThat(routing.isExpected(open, during)).isTrue();
    assertThat(routing.isExpected(open, after)).isFalse();
    Scope elsewhere = new Scope("au", "203.0.113.5", null);
    assertThat(routing.isExpected(Incident.open("a").scope(elsewhere).alert(), during)).isFalse();
    Alert nightly = Incident.open("a").scope(new Scope("au", "192.0.2.10", null)).alert();
    assertThat(routing.isExpected(nightly, Instant.parse("2026-12-24T03:59:00Z"))).isTrue();
    assertThat(routing.isExpected(nightly, Instant.parse("2026-12-24T04:00:00Z"))).isFalse();
    Alert ended = Incident.open("a").ended(9 * Incident.MINUTE).alert();
    assertThat(routing.isExpected(ended, after)).as("it began then").isTrue();
  }

  @Test
  void readsWhenATargetIsNotified() throws Exception {
    Routing routing = parse(TARGETS);
    assertThat(routing.targets().get(0).policy())
        .isEqualTo(
            new TargetPolicy(
                Severity.ADVICE,
                QuietHours.parse("22:00-07:00", ZoneId.of("Asia/Tokyo")),
                Duration.ZERO,
                Duration.ZERO));
    assertThat(routing.targets().get(1).policy())
        .isEqualTo(new TargetPolicy(Severity.PAUSE, null, Duration.ofMinutes(30), Duration.ZERO));
    assertThat(routing.targets().get(2).policy().resend()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSecretMayLieInAFile(@TempDir Path dir) throws Exception {
    Path secret = Files.writeString(dir.resolve("key"), "http://127.0.0.1/x\n");
    Routing routing = parse("[target a]\ntype=slack\nurl=${file:" + secret + "}\n");
    assertThat(routing.targets().get(0).sink()).isInstanceOf(SlackSink.class);
  }

  @Test
  void theFileOfTheDocumentationIsRead() throws Exception {
    String page = Files.readString(Path.of("../docs/notify.md"));
    String example = page.substring(page.indexOf("    [target ops]"));
    String file =
        example.substring(0, example.indexOf("\n\n#")).lines().map(String::strip).toList().stream()
            .collect(Collectors.joining("\n"));
    assertThat(parse(file).targets()).hasSizeGreaterThan(4);
  }

  @Test
  void whatIsWrongIsNamedWithItsLine() {
    assertError("type = slack", "routes.conf:1: a setting stands before the first section");
    assertError("[target a]\ntype = fax", "routes.conf:2: fax is none of alertmanager, chatwork,");
    assertError("[target a]\ntype = slack", "routes.conf:1: lacks the setting url");
    assertError("[target a]\ntype=slack\nurl=x", "routes.conf:3: url is no address");
    assertError("[target a]\ntype=slack\nurl=${env:NO}", "routes.conf:3: the environment has no");
    assertError("[target a]\ntype=slack\nroom=1", "routes.conf:3: there is no setting room here");
    assertError("[target a]\n[target a]", "routes.conf:2: target a stands here twice");
    assertError("[targets]", "routes.conf:1: a section is [target NAME], [route] or [maintenance]");
    assertError(TARGETS + "[route]\nto = nobody", "there is no [target nobody]");
    assertError(
        TARGETS + "[route]\nseverity = X\nto = ops", "X is none of ADVICE, PAUSE, CRITICAL");
    assertError(TARGETS + "[route]\nprovider = au", "a route needs a setting \"to\"");
    assertError(TARGETS + "[maintenance]\nfrom=2026-12-01T02:00", "lacks the setting until");
    assertError(
        TARGETS + "[maintenance]\nfrom=2026-12-01T02:00\nuntil=2026-12-01T02:00",
        "until is not after from");
    assertError(TARGETS + "[maintenance]\nfrom=tonight", "tonight is no time, such as 2026");
    assertError(TARGETS + "[maintenance]\nto=ops", "there is no setting to here");
    assertError("[target a]\ntype=mail\nto=x@y.jp", "notify.mail.from is not set");
    assertError("[target a]\ntype=slack\nurl=${env:SLACK}\nzone=X/Y", "X/Y is no time zone");
    assertError("[target a]\ntype=slack\nurl=${env:SLACK}\nremind=soon", "soon is no duration");
    assertError("# nothing\n[route]\nto=a", "has no [target NAME]");
  }

  private static void assertError(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static List<String> targets(Routing routing, Alert alert) {
    return routing.targets().stream()
        .map(Target::name)
        .filter(name -> routing.leads(alert, name))
        .toList();
  }

  private static Scope domain(String provider, String domain) {
    return new Scope(provider, null, domain);
  }

  private static Routing parse(String text) throws IOException {
    Map<String, String> environment =
        Map.of(
            "SLACK", "https://hooks.slack.com/services/x",
            "TEAMS_WORKFLOW", "https://teams.example/x",
            "LINEWORKS_WEBHOOK", "https://webhook.worksmobile.com/message/x",
            "SLACK_WEBHOOK", "https://hooks.slack.com/services/x",
            "CHATWORK_TOKEN", "t",
            "PAGERDUTY_KEY", "k",
            "HOOK_SECRET", "s");
    TargetFactory factory =
        new TargetFactory(
            new TargetFactory.Defaults(
                Language.EN,
                ZoneId.of("UTC"),
                "",
                new MailServer("localhost", 25, MailServer.Security.NONE, "", ""),
                ""),
            Playbook.load(),
            environment::get,
            Clock.systemUTC());
    return RoutingFile.parse(Table.lines("routes.conf", new StringReader(text)), factory);
  }
}
