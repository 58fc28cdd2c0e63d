package dev.todoku.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Hop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CampaignReportTest {
  private final CampaignReport report = new CampaignReport("spring");

  @Test
  void countsEachMessageOnceAsItsLastRevisionSays() {
    report.add(outcome("a@b.test", Status.DELIVERED, Reason.DELIVERED, null, 1));
    report.add(outcome("a@b.test", Status.BOUNCED, Reason.MAILBOX_FULL, null, 2));
    report.add(outcome("a@b.test", Status.DELIVERED, Reason.DELIVERED, null, 1));
    report.add(outcome("c@b.test", Status.DELIVERED, Reason.DELIVERED, null, 1));
    assertThat(report.total()).isEqualTo(2);
    assertThat(report.byStatus()).isEqualTo(Map.of(Status.DELIVERED, 1L, Status.BOUNCED, 1L));
    assertThat(report.byReason()).isEqualTo(Map.of(Reason.MAILBOX_FULL, 1L));
  }

  @Test
  void anExpiryCountsForWhatWasBehindIt() {
    report.add(outcome("a@b.test", Status.EXPIRED, Reason.EXPIRED, Reason.RATE_LIMITED, 1));
    assertThat(report.byReason()).isEqualTo(Map.of(Reason.RATE_LIMITED, 1L));
  }

  @Test
  void whatIsBeingRetriedIsNoFailure() {
    report.add(outcome("a@b.test", Status.DEFERRED, Reason.RATE_LIMITED, null, 1));
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void listsRecipientsByReasonAsCsv() {
    report.add(outcome("=z@b.test", Status.BOUNCED, Reason.USER_UNKNOWN, null, 1));
    report.add(outcome("a@b.test", Status.BOUNCED, Reason.BLOCKED, null, 1));
    assertThat(report.failures().stream().map(CampaignReport::csv))
        .containsExactly(
            "USER_UNKNOWN,ADDRESS,'=z@b.test,b.test,BOUNCED,2026-11-21T12:00:00Z,m,\"No,"
                + " thanks\"\r\n",
            "BLOCKED,REPUTATION,a@b.test,b.test,BOUNCED,2026-11-21T12:00:00Z,m,\"No, thanks\"\r\n");
  }

  @Test
  void findsAPartOfABytesText() {
    byte[] text = "{\"campaign\":\"春\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(OutcomeScan.contains(text, "\"春\"".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(OutcomeScan.contains(text, "\"夏\"".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(OutcomeScan.contains(new byte[1], new byte[2])).isFalse();
  }

  private static Outcome outcome(
      String to, Status status, Reason reason, Reason temporary, int revision) {
    SmtpReply reply = new SmtpReply(550, null, "No, thanks", null);
    return Outcome.builder("m", to)
        .identity(
            of -> of.provider("b.test").origin(new Origin(null, null, "shop.test", null, "spring")))
        .status(status, Hop.RECEIVING_SERVER)
        .failure(why -> why.reason(reason).temporaryReason(temporary).reply(reply))
        .revision(revision)
        .time(1_795_262_400_000L)
        .build();
  }
}
