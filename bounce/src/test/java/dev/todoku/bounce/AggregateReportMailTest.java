package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.TlsReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AggregateReportMailTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-02T03:00:00Z").toEpochMilli();

  private static final String HEADER =
      "Return-Path: <noreply-dmarc@receiver.example>\n"
          + "From: noreply-dmarc@receiver.example\nTo: dmarc@shop.example\n"
          + "Subject: Report Domain: shop.example Submitter: receiver.example Report-ID: <17385>\n"
          + "MIME-Version: 1.0\n";

  private static final String XML =
      "<feedback><report_metadata><org_name>receiver.example</org_name><report_id>1</report_id>"
          + "</report_metadata><policy_published><domain>shop.example</domain><p>none</p>"
          + "</policy_published></feedback>";

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @Test
  void theFileMayBeTheWholeMessage() {
    assertThat(read(HEADER + file("application/zip; name=\"a.zip\"", XML)))
        .asInstanceOf(InstanceOfAssertFactories.type(Reading.Aggregate.class))
        .extracting(about -> about.reports().get(0))
        .isInstanceOfSatisfying(
            DmarcReport.class, report -> assertThat(report.domain()).isEqualTo("shop.example"));
  }

  @Test
  void theFileMayStandBesideATextOfAnyType() {
    for (String type : new String[] {"application/gzip", "text/xml", "application/octet-stream"}) {
      assertThat(read(multipart("mixed", file(type, XML)))).isInstanceOf(Reading.Aggregate.class);
    }
  }

  @Test
  void aTlsReportIsAReportOfItsOwnType() {
    String json =
        "{\"organization-name\":\"r\",\"date-range\":{},\"report-id\":\"1\",\"policies\":"
            + "[{\"policy\":{\"policy-domain\":\"shop.example\"}}]}";

    assertThat(
            read(
                multipart("report; report-type=\"tlsrpt\"", file("application/tlsrpt+json", json))))
        .asInstanceOf(InstanceOfAssertFactories.type(Reading.Aggregate.class))
        .extracting(about -> about.reports().get(0).getClass())
        .isEqualTo(TlsReport.class);
  }

  @Test
  void aReportThatCannotBeReadIsNoBounceAndSaysWhy() {
    assertThat(read(multipart("mixed", file("application/gzip", "<feedback><a></feedback>"))))
        .isInstanceOfSatisfying(
            Reading.NotABounce.class,
            none -> assertThat(none.why()).startsWith("a DMARC report that is broken: "));
  }

  @Test
  void aBounceMessageWithAFileIsABounce() {
    String bounce =
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\n"
            + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            + "Final-Recipient: rfc822; a@receiver.example\nAction: failed\nStatus: 5.1.1\n\n--B\n"
            + file("text/xml", XML)
            + "\n--B--\n";

    assertThat(read(bounce)).isInstanceOf(Reading.Report.class);
  }

  private Reading read(String message) {
    return reader.read(message.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }

  private static String multipart(String subtype, String part) {
    return HEADER
        + "Content-Type: multipart/"
        + subtype
        + "; boundary=\"B\"\n\n--B\nContent-Type: text/plain\n\nThis is an aggregate report.\n--B\n"
        + part
        + "\n--B--\n";
  }

  private static String file(String type, String content) {
    return "Content-Type: "
        + type
        + "\nContent-Transfer-Encoding: base64\n\n"
        + Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }
}
