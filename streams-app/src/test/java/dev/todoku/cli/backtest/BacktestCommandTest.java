package dev.todoku.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.schema.Reason;
import dev.todoku.schema.Topics;
import dev.todoku.testing.Mail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long MINUTE = 60_000;
  private static final long START = Mail.at("09:00");
  private static final long BLOCKED = START + 300 * MINUTE;
  private static final long PASSES = BLOCKED + 25 * MINUTE;

  private static final long SENT = Instant.parse("2026-11-02T09:10:01Z").toEpochMilli();

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aBlockIsAnIncidentThatBeginsAndEndsWhenItDid() throws IOException {
    assertThat(backtest("--json", events("all.ndjson", day()))).isZero();
    List<JsonNode> alerts = lines();
    assertThat(alerts).extracting(line -> line.get("topic").asString()).containsOnly("mail.alerts");
    List<JsonNode> block =
        alerts.stream()
            .map(line -> line.get("value"))
            .filter(value -> value.get("cause").asString().equals("IP_BLOCK"))
            .toList();
    JsonNode first = block.get(0);
    assertThat(first.get("state").asString()).isEqualTo("OPEN");
    assertThat(first.get("onset").asLong()).isEqualTo(BLOCKED);
    assertThat(first.get("time").asLong()).isBetween(BLOCKED, BLOCKED + 12 * MINUTE);
    JsonNode last = block.get(block.size() - 1);
    assertThat(last.get("state").asString()).isEqualTo("RESOLVED");
    assertThat(last.get("resolvedAt").asLong()).isGreaterThan(PASSES);
    JsonNode record = alerts.get(0);
    assertThat(record.get("key").asString())
        .isEqualTo(record.get("value").get("incidentId").asString());
    assertThat(record.get("time").asLong()).isEqualTo(record.get("value").get("time").asLong());
  }

  @ParameterizedTest
  @CsvSource({"en, likely", "ja, 確度: おそらく"})
  void aPersonReadsHowSureItIs(String language, String howSure) throws IOException {
    assertThat(backtest("--lang", language, events("all.ndjson", day()))).isZero();
    assertThat(out.toString()).contains("IP_BLOCK", howSure).doesNotContain("MEDIUM");
  }

  @Test
  void filesAreMergedByTimeWhateverTheirOrder() throws IOException {
    List<String> shuffled = new ArrayList<>(day());
    Collections.reverse(shuffled);
    backtest("--json", events("all.ndjson", day()));
    String inOrder = out.toString();
    out.getBuffer().setLength(0);
    String deliveries =
        events(
            "mail.deliveries-2026.ndjson",
            shuffled.stream()
                .filter(line -> line.contains("mail.deliveries"))
                .map(line -> line.replace("\"topic\":\"mail.deliveries\",", ""))
                .toList());
    String bounces =
        events(
            "bounces.ndjson",
            shuffled.stream()
                .filter(line -> line.contains("mail.bounces"))
                .map(line -> line.replace("\"topic\":\"mail.bounces\",", ""))
                .toList());
    assertThat(backtest("--json", deliveries, bounces)).isZero();
    assertThat(out.toString()).isEqualTo(inOrder);
  }

  @Test
  void whatItPrintsOfInputsItReads() throws IOException {
    Mail mail = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
    String record =
        "{\"topic\":\"mail.deliveries\",\"key\":\"m1@shop.example\",\"time\":1,\"value\":"
            + JSON.writeValueAsString(mail.delivery(START))
            + "}";
    assertThat(backtest("--json", "--topic", "mail.outcomes", events("r.ndjson", List.of(record))))
        .isZero();
    assertThat(lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("key").asString()).isEqualTo("hanako@docomo.ne.jp");
              assertThat(line.get("time").asLong()).isEqualTo(START);
              assertThat(line.get("value").get("status").asString()).isEqualTo("DELIVERED");
            });
  }

  @Test
  void whatAStageReadsIsPrintedAsWellWhenItIsAskedFor() throws IOException {
    String log =
        events(
            "mail.log",
            List.of(
                "2026-11-02T09:10:00Z mx1 postfix/cleanup[1]: 4A5B6C: message-id=<m@shop.example>",
                "2026-11-02T09:10:00Z mx1 postfix/qmgr[2]: 4A5B6C: from=<app@shop.example>,"
                    + " size=278, nrcpt=1 (queue active)",
                "2026-11-02T09:10:01Z mx1 postfix/smtp[3]: 4A5B6C: to=<ken@mail.example>,"
                    + " relay=mx.mail.example[192.0.2.4]:25, delay=1, delays=0/0/0/1, dsn=2.0.0,"
                    + " status=sent (250 2.0.0 Ok)"));
    assertThat(backtest("--json", "--topic", "mail.deliveries,mail.outcomes", log)).isZero();
    assertThat(lines())
        .extracting(
            line -> line.get("topic").asString(),
            line -> line.get("value").get("recipient").asString(),
            line -> line.get("time").asLong())
        .containsExactlyInAnyOrder(
            tuple("mail.deliveries", "ken@mail.example", SENT),
            tuple("mail.outcomes", "ken@mail.example", SENT));
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Tokyo, 2026, 2026-01-31T15:10:00Z",
    "America/New_York, 2026, 2026-02-01T05:10:00Z",
    "Asia/Tokyo, 2019, 2019-01-31T15:10:00Z"
  })
  void timesThatNameNoZoneOrYearAreOfThoseThatAreGiven(String zone, String year, Instant delivered)
      throws IOException {
    String log =
        events(
            "mail.log",
            List.of(
                "Jan 31 23:50:00 mx1 postfix/cleanup[1]: 4A5B6C: message-id=<m@shop.example>",
                "Jan 31 23:50:00 mx1 postfix/qmgr[2]: 4A5B6C: from=<app@shop.example>, size=278,"
                    + " nrcpt=1 (queue active)",
                "Feb  1 00:10:00 mx1 postfix/smtp[3]: 4A5B6C: to=<ken@mail.example>,"
                    + " relay=mx.mail.example[192.0.2.4]:25, delay=1200, delays=0/0/0/1,"
                    + " dsn=2.0.0, status=sent (250 2.0.0 Ok)"));
    String[] asked = {"--json", "--topic", "mail.outcomes,mail.dead-letters", "--zone", zone};
    String[] more = {"-D", "intake.postfix.zone=UTC", "--year", year, log};
    assertThat(backtest(Stream.of(asked, more).flatMap(Stream::of).toArray(String[]::new)))
        .isZero();
    assertThat(lines())
        .singleElement()
        .satisfies(
            line -> {
              JsonNode outcome = line.get("value");
              assertThat(outcome.get("status").asString()).isEqualTo("DELIVERED");
              assertThat(outcome.get("deliveredAt").asLong()).isEqualTo(delivered.toEpochMilli());
            });
  }

  @Test
  void aZoneThatIsNoneIsRefused() throws IOException {
    assertThat(backtest("--zone", "Mars", events("all.ndjson", day()))).isEqualTo(2);
    assertThat(err.toString()).contains("--zone Mars: expected a zone such as Asia/Tokyo");
  }

  @Test
  void whatTheIntakeRefusesIsCountedAndPrinted() throws IOException {
    String log =
        events(
            "mail.log",
            List.of(
                "2026-11-02T09:10:00Z mx1 postfix/cleanup[1]: 4A5B6C: message-id=<m@shop.example>",
                "2026-11-02T09:10:01Z mx1 postfix/smtp[3]: 4A5B6C: to=<"
                    + "k".repeat(400)
                    + "@mail.example>, relay=mx.mail.example[192.0.2.4]:25, delay=1,"
                    + " delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)"));
    assertThat(backtest("--json", "--topic", "mail.dead-letters", log)).isEqualTo(1);
    assertThat(lines())
        .extracting(line -> line.get("topic").asString())
        .containsOnly("mail.dead-letters");
    assertThat(err.toString()).contains("did not accept: 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "04", "30", "59"})
  void theLastMinuteOfALogIsJudgedWhateverItsSecond(String second) throws IOException {
    List<String> log = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String[] lines = {
        "cleanup[1]: 4A5B6C%d: message-id=<m%d@shop.example>",
        "qmgr[2]: 4A5B6C%d: from=<app@shop.example>, size=278, nrcpt=1 (queue active)",
        "smtp[3]: 4A5B6C%d: to=<ken%d@mail.example>, relay=none, delay=0.1, delays=0/0.1/0/0,"
            + " dsn=4.4.1, status=deferred (connect to 192.0.2.4[192.0.2.4]:25: Connection refused)"
      };
      for (String line : lines) {
        log.add("2026-11-02T09:10:" + second + "Z mx1 postfix/" + line.formatted(i, i));
      }
    }
    String file = events("mail.log", log);
    assertThat(backtest("--json", "-D", "intake.postfix.hops.relays=192.0.2.4", file)).isZero();
    assertThat(lines())
        .extracting(line -> line.get("value").get("cause").asString())
        .contains("RELAY_DOWN");
  }

  @Test
  void aPersonReadsItInEitherLanguage() throws IOException {
    String file = events("all.ndjson", day());
    assertThat(backtest("--lang", "en", file)).isZero();
    assertThat(out.toString())
        .contains("CRITICAL  opened", "since 2026-", "resolved", "Events: 625");
    out.getBuffer().setLength(0);
    assertThat(backtest("--lang", "ja", file)).isZero();
    assertThat(out.toString()).contains("緊急  発生", "以降: ", "解消", "イベント: 625件");
  }

  @Test
  void settingsDecideAsTheyWouldHave() throws IOException {
    String file = events("all.ndjson", day());
    backtest("--json", "-D", "detection.min.failures=1000", file);
    assertThat(out.toString()).doesNotContain("IP_BLOCK");
    backtest("--json", "-D", "detection.min.failures=2", file);
    assertThat(out.toString()).contains("IP_BLOCK");
  }

  @Test
  void whatIsNoEventIsNamedWithItsPlace() throws IOException {
    String file =
        events(
            "mixed.ndjson",
            List.of(
                day().get(0),
                "{\"topic\":\"mail.alerts\"}",
                "{\"time\":5}",
                "{\"topic\":\"mail.deliveries\",\"time\":5}"));
    assertThat(backtest(file)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "mixed.ndjson:2 is for \"mail.alerts\", which is no input",
            "mixed.ndjson:3 names no topic, and neither does its file",
            "mixed.ndjson:4 is no event of its topic");
  }

  @Test
  void wrongUsageSaysWhatIsRight() throws IOException {
    String file = events("all.ndjson", day());
    assertThat(backtest("--json", "--topic", "mail.alert", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--topic mail.alert: not one of mail.raw.postfix");
    assertThat(backtest("--topic", "mail.alerts", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--topic needs --json");
  }

  /** Five hours of mail, 25 minutes in which all is refused, and five hours more. */
  private static List<String> day() {
    List<String> lines = new ArrayList<>();
    for (long time = START; time < PASSES + 300 * MINUTE; time += MINUTE) {
      Mail mail = Mail.to("r" + time + "@docomo.ne.jp", "m" + time + "@shop.example");
      boolean isBlocked = time >= BLOCKED && time < PASSES;
      lines.add(
          isBlocked
              ? line(Topics.BOUNCES.name(), mail.refusal(time, Reason.BLOCKED, Mail.BLOCKED))
              : line(Topics.DELIVERIES.name(), mail.delivery(time)));
    }
    return lines;
  }

  private static String line(String topic, Object event) {
    return JSON.writeValueAsString(event).replaceFirst("\\{", "{\"topic\":\"" + topic + "\",");
  }

  private String events(String name, List<String> lines) throws IOException {
    return Files.write(dir.resolve(name), lines).toString();
  }

  private List<JsonNode> lines() {
    return out.toString().lines().map(JSON::readTree).toList();
  }

  private int backtest(String... arguments) {
    return new CommandLine(new BacktestCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              err.append(e.toString());
              return 1;
            })
        .execute(Stream.of(arguments).toArray(String[]::new));
  }
}
