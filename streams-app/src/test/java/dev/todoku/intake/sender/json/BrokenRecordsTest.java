package dev.todoku.intake.sender.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that lacks what an event cannot be without says so, and is not passed over. */
class BrokenRecordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"recipient\":null,",
        "\"recipient\":[],",
        "\"recipient\":{},",
        "\"recipient\":\"\",",
        "\"recipient\":[null],"
      })
  void aRecordOfKumoMtaNamesARecipient(String recipient) {
    for (String type :
        List.of(
            "Reception",
            "Delivery",
            "TransientFailure",
            "Bounce",
            "Expiration",
            "AdminBounce",
            "OOB")) {
      String record =
          "{%s\"type\":\"%s\",\"id\":\"k\",\"timestamp\":1795168802,\"response\":{\"code\":250}}"
              .formatted(recipient, type);
      assertThat(why("kumomta", record)).as(type).isEqualTo("has no recipient");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|has no msys",
        "{\"msys\":null}|has no msys",
        "{\"msys\":\"x\"}|has no msys",
        "{\"msys\":[]}|has no msys",
        "{\"msys\":{\"message_event\":null}}|has no msys.message_event",
        "{\"msys\":{\"message_event\":\"x\"}}|has no msys.message_event",
        "{\"msys\":{\"message_event\":{}}}|has no type",
        "{\"msys\":{\"other_event\":{}}}|has none of the events that are known in msys"
      })
  void aRecordOfSparkPostHasAnEvent(String record, String why) {
    assertThat(why("sparkpost", "[" + record + "]")).isEqualTo(why);
  }

  @Test
  void anEmptyWrappingOfSparkPostOnlyTriesTheAddress() {
    assertThat(events("sparkpost", "[{\"msys\":{}}]"))
        .extracting(Reported::kind)
        .containsExactly(ReportedKind.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"detail\":\"x\"|has no detail",
        "\"detail\":null|has no detail",
        "\"detail\":[]|has no detail",
        "\"other\":1|has no detail",
        "\"detail\":{}|has no eventType",
        "\"detail\":{\"eventType\":\"Bounce\"}|has no mail",
        "\"detail\":{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\"}}|has no recipient",
        "\"detail\":{\"eventType\":\"Send\",\"mail\":{\"destination\":[]}}|has no recipient",
        "\"detail\":{\"eventType\":\"Send\",\"mail\":{\"destination\":[{}]}}|has no recipient"
      })
  void anEventOfSesAboutAMessageHasADetailWithARecipient(String detail, String why) {
    String record =
        "{\"detail-type\":\"Email Bounced\",\"source\":\"aws.ses\",\"time\":\"2026-11-20T10:00:00Z\",%s}"
            .formatted(detail);
    assertThat(why("ses", record)).isEqualTo(why);
  }

  @Test
  void aNoticeOfSesAboutTheAccountIsNoRecordOfAMessage() {
    assertThat(
            events(
                "ses",
                "{\"detail-type\":\"Sending Status"
                    + " Enabled\",\"source\":\"aws.ses\",\"detail\":{\"a\":1}}"))
        .extracting(Reported::kind)
        .containsExactly(ReportedKind.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "554 5.4.7 [internal] message timeout (exceeded max time, last transfail: 452 4.2.2 Mailbox"
            + " full)|24|true",
        "554 5.4.7 [internal] message timeout (exceeded max time, last transfail: 454 4.7.1"
            + " later)|22|true",
        "554 5.4.7 [internal] exceeded max time without delivery|1|true",
        "552 5.2.2 Mailbox full|22|false",
        "554 5.4.7 refused by the server|30|false"
      })
  void sparkPostGivesUpInWordsOfItsOwn(String reply, String bounceClass, boolean isExpired) {
    Reported read =
        events(
                "sparkpost",
                "[{\"msys\":{\"message_event\":{\"type\":\"bounce\",\"bounce_class\":\"%s\",\"rcpt_to\":\"a@b.example\",\"timestamp\":\"1790044824\",\"raw_reason\":\"%s\"}}}]"
                    .formatted(bounceClass, reply))
            .get(0);
    assertThat(read.details().containsKey(ReportedDetail.EXPIRED)).isEqualTo(isExpired);
    assertThat(read.reply()).contains(reply);
    if (isExpired) {
      assertThat(read.permanent()).contains(false);
    }
  }

  private static String why(String format, String body) {
    return ((ReadRecord.Unreadable) read(format, body)).why();
  }

  private static List<Reported> events(String format, String body) {
    return ((ReadRecord.Events) read(format, body)).reported();
  }

  private static ReadRecord read(String format, String body) {
    List<ReadRecord> all =
        RecordReader.read(
            WebhookFormats.named(format).get(), body.getBytes(StandardCharsets.UTF_8), Map.of());
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
