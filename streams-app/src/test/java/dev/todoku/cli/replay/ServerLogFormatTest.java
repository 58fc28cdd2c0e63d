package dev.todoku.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.intake.log.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLogFormatTest {
  private static final CredibleTimes ALL = new CredibleTimes(Long.MAX_VALUE);

  @TempDir private Path dir;

  @Test
  void aHeaderLineHasTheTimeOfTheFirstRecord() throws IOException {
    assertThat(
            read(
                "acct.csv",
                "type,timeLogged,rcpt,envId",
                "d,1795136402,ann@mail.example.jp,e1",
                "tq,,,",
                "d,1795136403,bo@mail.example.jp,e2"))
        .extracting(
            ProducerRecord::topic,
            entry -> new String(entry.key(), UTF_8),
            ProducerRecord::timestamp)
        .containsExactly(
            tuple("mail.raw.logs", "powermta/acct.csv", 1_795_136_402_000L),
            tuple("mail.raw.logs", "powermta/acct.csv", 1_795_136_402_000L),
            tuple("mail.raw.logs", "powermta/acct.csv", 1_795_136_402_000L),
            tuple("mail.raw.logs", "powermta/acct.csv", 1_795_136_403_000L));
  }

  @Test
  void aLineOfSyslogIsKeyedByItsHost() throws IOException {
    assertThat(
            read(
                "mail.log",
                "Nov 20 10:00:00 mx1 sendmail[1]: 4AK10098012345: from=<a@shop.example>, size=5,"
                    + " nrcpts=1, msgid=<s@shop.example>",
                "Nov 20 10:00:02 mx2 sendmail[2]: 4AK10098012346: to=<ann@mail.example.jp>,"
                    + " dsn=2.0.0, stat=Sent (ok)"))
        .extracting(entry -> new String(entry.key(), UTF_8), ProducerRecord::timestamp)
        .containsExactly(
            tuple("sendmail/mx1", Instant.parse("2026-11-20T10:00:00Z").toEpochMilli()),
            tuple("sendmail/mx2", Instant.parse("2026-11-20T10:00:02Z").toEpochMilli()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mainlog",
        "mainlog.1",
        "mainlog.2.gz",
        "mainlog-20261101",
        "mainlog.1.zst",
        "mainlog-20261101.gz"
      })
  void theRotatedFilesOfALogHaveItsKey(String name) throws IOException {
    String line =
        "2026-11-20 10:00:00 1tAbCd-00000001abc-0XyZ => ken@firm.example R=dnslookup T=smtp";
    assertThat(read(name, line))
        .singleElement()
        .satisfies(entry -> assertThat(new String(entry.key(), UTF_8)).isEqualTo("exim/mainlog"));
  }

  @Test
  void aSubjectThatNamesPostfixMakesNoPostfixLog() throws IOException {
    Path file = dir.resolve("mainlog");
    Files.writeString(
        file,
        "2026-11-20 10:00:00 1tAbCd-00000001abc-0XyZ <= a@shop.example P=esmtps S=9 id=m@shop"
            + " T=\"Nov 20 10:00:00 mx1 postfix/smtp[77]: 4A1B2C3D4E: \" for ken@firm.example\n"
            + "2026-11-20 10:00:02 1tAbCd-00000001abc-0XyZ Completed\n");
    assertThat(LogShape.of(Input.of(file, true))).map(LogFormat::name).contains("exim");
  }

  @Test
  void aCutFirstLineDoesNotHideTheLogBehindIt() throws IOException {
    Path file = dir.resolve("kumo.log");
    Files.writeString(
        file,
        "{\"type\":\"Delivery\",\"id\":\"1d98076abbb\n"
            + "{\"type\":\"Delivery\",\"id\":\"2\",\"num_attempts\":0,\"timestamp\":1794568000}\n");
    assertThat(LogShape.of(Input.of(file, true))).map(LogFormat::name).contains("kumomta");
  }

  @Test
  void aMessageThatQuotesALogIsNone() throws IOException {
    Path file = dir.resolve("bounce.eml");
    Files.writeString(
        file,
        "From: a@shop.example\n\n"
            + "2026-11-20 10:00:00 1sAbCd-0000Aa-0X => ken@firm.example R=r T=t\n");
    assertThat(LogShape.of(Input.of(file, true))).isEmpty();
  }

  @Test
  void aPostfixLogThatNamesAnEximIsPostfixs() throws IOException {
    Path file = dir.resolve("mail.log");
    Files.writeString(
        file,
        "Nov 20 10:00:01 app1 postfix/smtp[1]: AA0001: to=<ken@firm.example>, relay=none,"
            + " status=sent (250 OK id=1)\n"
            + "Nov 20 10:00:02 mx1 sendmail[1]: 4AK10098012345: to=<a@b.example>, stat=Sent\n");
    assertThat(LogShape.of(Input.of(file, true))).isEmpty();
  }

  private List<ProducerRecord<byte[], byte[]>> read(String name, String... lines)
      throws IOException {
    Path file = dir.resolve(name);
    Files.write(file, List.of(lines));
    Input input = Input.of(file, true);
    ServerLogFormat format =
        ServerLogFormat.of(input, LogShape.of(input).orElseThrow(), 2026, ZoneOffset.UTC, ALL);
    List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
    for (String line : lines) {
      entries.add(((ReplayItem.Entry) format.read(line.getBytes(UTF_8), name)).toWrite());
    }
    return entries;
  }
}
