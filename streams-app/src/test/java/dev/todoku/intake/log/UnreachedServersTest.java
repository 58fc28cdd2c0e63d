package dev.todoku.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.intake.LogFormats;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.topology.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record says where no server was spoken to: words without a reply code. */
class UnreachedServersTest {
  private static final ReportedReasons REASONS = new ReportedReasons(TestSettings.of(1).replies());

  private static final String HEADER =
      "type,timeLogged,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,dlvDestinationIp,envId";

  @ParameterizedTest
  @CsvSource({
    "4.4.1 (network unreachable),no-answer-from-host,192.0.2.9,network unreachable",
    "4.4.1 (timeout connecting),no-answer-from-host,,timeout connecting",
    "4.4.2 (connection closed by remote),bad-connection,192.0.2.9,connection closed by remote",
    "4.4.3 (DNS lookup failure: SERVFAIL),routing-errors,,DNS lookup failure: SERVFAIL",
    "4.4.4 (unable to route),routing-errors,,unable to route",
    "4.4.1,no-answer-from-host,192.0.2.9,",
    "4.4.3,routing-errors,,"
  })
  void powerMtasOwnWordsStandBehindItsStatus(
      String status, String category, String destination, String words) {
    Reported report =
        powerMta(
            "t,1795168802,a@b.example,delayed,"
                + status
                + ",,mx.b.example (192.0.2.9),"
                + category
                + ","
                + (destination == null ? "" : destination)
                + ",e1");
    SmtpReply reply = ReportedReasons.reply(report);
    assertThat(reply.code()).isZero();
    assertThat(reply.status()).isEqualTo(status.substring(0, 5));
    assertThat(reply.text()).isEqualTo(words);
    assertThat(
            REASONS
                .of(report, it -> it.peerReason().map(LogFormats.named("powermta").get()::reasonOf))
                .get()
                .reason())
        .isEqualTo(Reason.NETWORK_ERROR);
  }

  @Test
  void aReplyOutranksTheWordsBehindTheStatus() {
    Reported report =
        powerMta(
            "t,1795168802,a@b.example,delayed,4.4.2 (connection closed by remote),smtp;421 4.4.2"
                + " too many errors,mx.b.example (192.0.2.9),bad-connection,192.0.2.9,e1");
    assertThat(ReportedReasons.reply(report))
        .isEqualTo(new SmtpReply(421, "4.4.2", "421 4.4.2 too many errors", null));
  }

  @Test
  void wordsThatAreNotOfTheWayAreNoReply() {
    Reported report =
        powerMta(
            "b,1795168802,a@b.example,failed,5.1.1 (bad destination mailbox"
                + " address),,,bad-mailbox,,e1");
    assertThat(report.reply()).isEmpty();
  }

  @Test
  void aCodeThatKumoMtaMadeItselfIsNoReplyOfAServer() {
    String record =
        """
        {"type":"TransientFailure","id":"k1","sender":"a@shop.example","recipient":"b@b.example",\
        "timestamp":1795168802,"num_attempts":1,"nodeid":"n","bounce_classification":"NoAnswerFromHost",\
        "response":{"code":400,"enhanced_code":null,"content":"%s"}}\
        """;
    String unreached =
        record.formatted(
            "KumoMTA internal: failed to connect to any candidate hosts: connect to"
                + " 192.0.2.9:25: Network is unreachable");
    String refused = record.formatted("4.3.2 not now");
    assertThat(log("kumomta", unreached).code()).isEmpty();
    assertThat(webhook("kumomta", unreached).code()).isEmpty();
    assertThat(log("kumomta", refused).code()).contains(400);
    assertThat(webhook("kumomta", refused).code()).contains(400);
  }

  private static Reported powerMta(String record) {
    return log("powermta", HEADER, record);
  }

  private static Reported log(String format, String... lines) {
    LineParser parser = LogFormats.named(format).get().parser(ZoneOffset.UTC);
    LineResult last = null;
    for (String line : lines) {
      last = parser.parse(line, 0, 1_795_168_802_000L);
    }
    return ((LineResult.Read) last).entries().get(0).reports().get(0);
  }

  private static Reported webhook(String format, String record) {
    List<ReadRecord> read =
        RecordReader.read(
            WebhookFormats.named(format).get(), record.getBytes(StandardCharsets.UTF_8), Map.of());
    return ((ReadRecord.Events) read.get(0)).reported().get(0);
  }
}
