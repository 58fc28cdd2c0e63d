package dev.todoku.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.Mail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Lines of another time than those around them, and silences of years. */
@Timeout(120)
class OddTimesBacktestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String GOOD = "2019-11-20T10:00:0";

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "0, 2020-12-30, is of 2020-12-30T10:00:05Z",
    "1, 2020-11-20, is of 2020-11-20T10:00:05Z",
    "3, 2098-11-20, is of 2098-11-20T10:00:05Z",
    "1, 9999-11-20, its time is not one of RFC 3339",
    "0, 2000-01-01, its time is not one of RFC 3339",
    "1, 1970-01-01, its time is not one of RFC 3339"
  })
  void aLineOfAnotherTimeIsNamedAndTheOthersAreRead(int at, String date, String reason)
      throws IOException {
    List<String> lines = new ArrayList<>(mail(GOOD, "1"));
    lines.add(at, date + "T10:00:05Z mx1 postfix/qmgr[2]: 9A5B6C: removed");
    assertThat(backtest(lines)).isEqualTo(1);
    assertThat(delivered()).containsExactly("2019-11-20T10:00:03Z");
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void aSilenceOfYearsIsNoLongTimeAndNoReasonToDoubt() throws IOException {
    List<String> lines = new ArrayList<>(mail(GOOD, "1"));
    lines.addAll(mail("2026-11-20T10:00:0", "2"));
    assertThat(backtest(lines)).isZero();
    assertThat(delivered()).containsExactly("2019-11-20T10:00:03Z", "2026-11-20T10:00:03Z");
  }

  @Test
  void aTroubleBeforeASilenceEndsAsItDoesAtTheEndOfAllMail() throws IOException {
    List<String> trouble = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      trouble.addAll(
          mail(GOOD, "" + i).stream()
              .map(
                  line ->
                      line.replace("relay=mx.mail.example[203.0.113.1]:25", "relay=none")
                          .replaceAll(
                              "dsn=2.0.0, status=sent .*",
                              "dsn=4.4.1, status=deferred (connect to"
                                  + " 192.0.2.4[192.0.2.4]:25: Connection refused)"))
              .toList());
    }
    backtest(trouble, "-D", "intake.postfix.hops.relays=192.0.2.4", "--topic", "mail.alerts");
    String alone = out.toString();
    assertThat(alone).contains("RELAY_DOWN");
    out.getBuffer().setLength(0);
    trouble.addAll(mail("2020-05-20T10:00:0", "9999"));
    backtest(trouble, "-D", "intake.postfix.hops.relays=192.0.2.4", "--topic", "mail.alerts");
    assertThat(out.toString()).startsWith(alone);
    assertThat(out.toString().substring(alone.length()).lines().map(JSON::readTree))
        .allSatisfy(
            alert -> {
              assertThat(alert.get("value").get("state").asString()).isEqualTo("RESOLVED");
              assertThat(alert.get("time").asLong())
                  .isLessThan(Instant.parse("2019-11-22T00:00:00Z").toEpochMilli());
            });
  }

  @Test
  void eventsStandInAnyOrder() throws IOException {
    long late = Instant.parse("2026-11-02T10:00:00Z").toEpochMilli();
    long early = Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();
    List<String> events = new ArrayList<>();
    for (long time : new long[] {late, early}) {
      Mail mail = Mail.to("ken@mail.example", "m" + time + "@shop.example");
      events.add(
          JSON.writeValueAsString(mail.delivery(time))
              .replaceFirst("\\{", "{\"topic\":\"mail.deliveries\","));
    }
    assertThat(backtest(events)).isZero();
    assertThat(delivered()).containsExactly("2026-01-02T10:00:00Z", "2026-11-02T10:00:00Z");
  }

  private static List<String> mail(String second, String number) {
    String id = "4A5B6C" + number + ": ";
    return List.of(
        second + "1Z mx1 postfix/cleanup[1]: " + id + "message-id=<m" + number + "@shop.example>",
        second
            + "2Z mx1 postfix/qmgr[2]: "
            + id
            + "from=<app@shop.example>, size=278, nrcpt=1 (queue active)",
        second
            + "3Z mx1 postfix/smtp[3]: "
            + id
            + "to=<ken@mail.example>, relay=mx.mail.example[203.0.113.1]:25, delay=1,"
            + " delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)");
  }

  private List<String> delivered() {
    return out.toString()
        .lines()
        .map(JSON::readTree)
        .map(line -> line.get("value"))
        .filter(value -> value.path("status").asString("").equals("DELIVERED"))
        .map(value -> Instant.ofEpochMilli(value.get("deliveredAt").asLong()).toString())
        .toList();
  }

  private int backtest(List<String> lines, String... more) throws IOException {
    Path log = Files.write(dir.resolve("mail.log"), lines);
    List<String> arguments = new ArrayList<>(List.of("--json", log.toString()));
    arguments.addAll(List.of(more.length == 0 ? new String[] {"--topic", "mail.outcomes"} : more));
    return new CommandLine(new BacktestCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
