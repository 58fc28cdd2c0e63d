package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.backtest.BacktestCommand;
import dev.todoku.smtp.ContentFilter;
import dev.todoku.smtp.RealPostfix;
import dev.todoku.smtp.SmtpClient;
import dev.todoku.smtp.SmtpSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A genuine Postfix sends through a filter, a smarthost and a second Postfix: what {@code todoku
 * parse} says of its log is what the servers at the end did.
 *
 * <p>All of it is on loopback; 127.0.0.2 stands for the recipients' servers.
 */
@Tag("long")
@Timeout(600)
class RealPostfixWaysTest {
  private static final String PROVIDER = "127.0.0.2";
  private static final String DOWN = "127.0.0.3";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "nobody", "550 5.1.1 <nobody@shop.test>: Recipient address rejected: User unknown",
          "full", "452 4.2.2 Mailbox full");

  private static final Map<String, String> REFUSING =
      Map.of("refused", "550 5.7.1 Relaying denied");

  @TempDir private Path directory;
  private final List<AutoCloseable> servers = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (int i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).close();
    }
  }

  @Test
  void behindAFilterTheServerBehindItDecides() throws Exception {
    SmtpSink sink = sink(PROVIDER, ANSWERS);
    InetSocketAddress filter = RealPostfix.freeAddress("127.0.0.1");
    InetSocketAddress back = RealPostfix.freeAddress("127.0.0.1");
    RealPostfix postfix =
        postfix("mx1")
            .with("content_filter = smtp:[127.0.0.1]:" + filter.getPort())
            .service(
                "127.0.0.1:"
                    + back.getPort()
                    + " inet n - n - - smtpd -o content_filter= -o syslog_name=postfix/back")
            .start(
                "mail.test smtp:[" + PROVIDER + "]:" + sink.port(),
                "down.test smtp:[" + DOWN + "]:" + RealPostfix.freeAddress(DOWN).getPort());
    ContentFilter running = keep(new ContentFilter(filter, back));

    send(postfix, "m1", "ok@mail.test", "nobody@mail.test", "full@mail.test", "x@down.test");
    send(postfix, "virus", "ken@mail.test");
    await(() -> hasPassedTheFilter(statuses(postfix.log()), 5));
    assertThat(sink.accepted()).contains("ok@mail.test");
    assertThat(statuses(postfix.log()))
        .containsEntry("m1 ok@mail.test", "DELIVERED PROVIDER NONE living")
        .containsEntry("m1 nobody@mail.test", "BOUNCED PROVIDER ADDRESS dead")
        .containsEntry("m1 full@mail.test", "DEFERRED PROVIDER MAILBOX living")
        .containsEntry("m1 x@down.test", "DEFERRED PROVIDER NETWORK living")
        .containsEntry("virus ken@mail.test", "BOUNCED OWN SENDER_SYSTEM living");

    running.close();
    send(postfix, "m2", "ok@mail.test");
    await(() -> statuses(postfix.log()).containsKey("m2 ok@mail.test"));
    assertThat(statuses(postfix.log()))
        .containsEntry("m2 ok@mail.test", "DEFERRED OWN SENDER_SYSTEM living");

    postfix.expire();
    await(() -> statuses(postfix.log()).get("m2 ok@mail.test").startsWith("EXPIRED"));
    await(() -> statuses(postfix.log()).get("m1 x@down.test").startsWith("EXPIRED"));
    await(() -> statuses(postfix.log()).get("m1 full@mail.test").startsWith("EXPIRED"));
    assertThat(statuses(postfix.log()))
        .containsEntry("m1 ok@mail.test", "DELIVERED PROVIDER NONE living")
        .containsEntry("m1 full@mail.test", "EXPIRED PROVIDER MAILBOX living")
        .containsEntry("m1 x@down.test", "EXPIRED PROVIDER NETWORK living")
        .containsEntry("m2 ok@mail.test", "EXPIRED OWN SENDER_SYSTEM living");
  }

  @Test
  void whatASmarthostTookIsHandedOn() throws Exception {
    SmtpSink smarthost = sink("127.0.0.4", REFUSING);
    RealPostfix postfix =
        postfix("mx1")
            .start(
                "down.test smtp:[" + DOWN + "]:" + RealPostfix.freeAddress(DOWN).getPort(),
                "* smtp:[127.0.0.4]:" + smarthost.port());

    send(postfix, "m1", "ok@mail.test", "refused@mail.test", "x@down.test");
    await(() -> statuses(postfix.log()).size() == 3);

    assertThat(smarthost.accepted()).contains("ok@mail.test");
    assertThat(statuses(postfix.log(), "--relay", "127.0.0.4," + DOWN))
        .containsEntry("m1 ok@mail.test", "HANDED_ON RELAY NONE living")
        .containsEntry("m1 refused@mail.test", "BOUNCED RELAY SENDER_SYSTEM living")
        .containsEntry("m1 x@down.test", "DEFERRED RELAY SENDER_SYSTEM living");
  }

  @Test
  void inAChainTheLogOfTheLastServerDecides() throws Exception {
    SmtpSink sink = sink(PROVIDER, ANSWERS);
    RealPostfix out = postfix("out").start("* smtp:[" + PROVIDER + "]:" + sink.port());
    RealPostfix first = postfix("first").start("* smtp:[127.0.0.1]:" + out.address().getPort());

    send(first, "m1", "ok@mail.test", "nobody@mail.test", "full@mail.test");
    await(() -> statuses(out.log()).size() == 3);

    Path both = directory.resolve("both.log");
    List<String> lines = new ArrayList<>(Files.readAllLines(first.log()));
    lines.addAll(Files.readAllLines(out.log()));
    Files.write(both, lines);
    assertThat(sink.accepted()).contains("ok@mail.test");
    assertThat(statuses(first.log()))
        .as("of the first log alone nothing more is known")
        .containsEntry("m1 ok@mail.test", "HANDED_ON OWN NONE living");
    assertThat(statuses(both))
        .containsEntry("m1 ok@mail.test", "DELIVERED PROVIDER NONE living")
        .containsEntry("m1 nobody@mail.test", "BOUNCED PROVIDER ADDRESS dead")
        .containsEntry("m1 full@mail.test", "DEFERRED PROVIDER MAILBOX living");
  }

  @Test
  void aFilterThatIsDownIsAnIncidentOfTheFilter() throws Exception {
    SmtpSink sink = sink(PROVIDER, ANSWERS);
    InetSocketAddress filter = RealPostfix.freeAddress("127.0.0.1");
    RealPostfix postfix =
        postfix("mx1")
            .with("content_filter = smtp:[127.0.0.1]:" + filter.getPort())
            .start("* smtp:[" + PROVIDER + "]:" + sink.port());
    for (int i = 0; i < 40; i++) {
      send(postfix, "m" + i, "ken" + i + "@mail.test");
    }
    await(() -> statuses(postfix.log()).size() == 40);

    assertThat(sink.accepted()).isEmpty();
    assertThat(incidents(postfix.log()))
        .singleElement()
        .asString()
        .startsWith(
            "CRITICAL FILTER_DOWN Your content filter at 127.0.0.1:"
                + filter.getPort()
                + " does not take mail");
  }

  @Test
  void aSmarthostThatIsDownIsAnIncidentOfTheSmarthost() throws Exception {
    int port = RealPostfix.freeAddress("127.0.0.4").getPort();
    RealPostfix postfix = postfix("mx1").start("* smtp:[127.0.0.4]:" + port);
    for (int i = 0; i < 40; i++) {
      send(postfix, "m" + i, "ken" + i + "@mail" + i % 8 + ".test");
    }
    await(() -> statuses(postfix.log()).size() == 40);

    assertThat(incidents(postfix.log(), "-D", "intake.postfix.hops.relays=127.0.0.4"))
        .singleElement()
        .asString()
        .matches("CRITICAL RELAY_DOWN The relay 127.0.0.4 does not take mail \\(\\d+ of \\d+ .*");
  }

  @Test
  void aSmarthostThatRefusesIsAnIncidentOfTheSmarthost() throws Exception {
    SmtpSink smarthost = sink("127.0.0.4", REFUSING);
    RealPostfix postfix = postfix("mx1").start("* smtp:[127.0.0.4]:" + smarthost.port());
    for (int i = 0; i < 40; i++) {
      send(postfix, "m" + i, "refused@mail" + i + ".test");
    }
    await(() -> statuses(postfix.log()).size() == 40);

    assertThat(incidents(postfix.log(), "-D", "intake.postfix.hops.relays=127.0.0.4"))
        .singleElement()
        .asString()
        .matches("CRITICAL RELAY_REFUSES The relay 127.0.0.4 refuses your mail \\(\\d+ of .*");
  }

  /** "severity cause title" of each incident that a backtest of the log opens. */
  private static List<String> incidents(Path log, String... options) {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("--json", "--topic", "mail.alerts"));
    arguments.addAll(List.of(options));
    arguments.add(log.toString());
    new CommandLine(new BacktestCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonMapper.shared().readTree(line).path("value"))
        .filter(alert -> alert.path("revision").asInt() == 1)
        .map(
            alert ->
                alert.path("severity").asString()
                    + ' '
                    + alert.path("cause").asString()
                    + ' '
                    + alert.at("/title/en").asString())
        .toList();
  }

  private RealPostfix postfix(String name) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return keep(new RealPostfix(Files.createDirectory(directory.resolve(name)), name + ".test"));
  }

  private SmtpSink sink(String ip, Map<String, String> answers) throws Exception {
    return keep(new SmtpSink(RealPostfix.freeAddress(ip), answers));
  }

  private <T extends AutoCloseable> T keep(T server) {
    servers.add(server);
    return server;
  }

  private static void send(RealPostfix postfix, String id, String... recipients) throws Exception {
    try (SmtpClient smtp = new SmtpClient(postfix.address())) {
      smtp.send(
          "app@shop.test",
          List.of(recipients),
          "Message-ID: <" + id + "@shop.test>\r\nSubject: " + id + "\r\n\r\nhello");
    }
  }

  /** Whether so many are known, and what became of each of them behind the filter. */
  private static boolean hasPassedTheFilter(Map<String, String> statuses, int count) {
    return statuses.size() == count
        && statuses.values().stream().noneMatch(status -> status.startsWith("HANDED_ON"));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(150))
        .pollInterval(Duration.ofMillis(500))
        .until(condition);
  }

  /** "status hop fault dead|living" by "id recipient", of the mails that {@link #send} sent. */
  private static Map<String, String> statuses(Path log, String... options) {
    StringWriter out = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("--json", "--lang", "en", "--provider", PROVIDER + ',' + DOWN));
    if (options.length > 0) {
      arguments = new ArrayList<>(List.of("--json", "--lang", "en"));
      arguments.addAll(List.of(options));
    }
    arguments.add(log.toString());
    new CommandLine(new ParseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
    Map<String, String> statuses = new TreeMap<>();
    out.toString()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(JsonMapper.shared()::readTree)
        .filter(node -> node.path("messageId").asString("").endsWith("@shop.test"))
        .forEach(node -> statuses.put(key(node), status(node)));
    return statuses;
  }

  private static String key(JsonNode node) {
    String id = node.path("messageId").asString();
    return id.substring(0, id.indexOf('@')) + ' ' + node.path("recipient").asString();
  }

  private static String status(JsonNode node) {
    return String.join(
        " ",
        node.path("status").asString(),
        node.path("hop").asString(),
        node.path("fault").asString(),
        node.path("addressIsDead").asBoolean(false) ? "dead" : "living");
  }
}
