package dev.todoku.bounce.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.TlsReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class AggregateReportsTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-02T03:00:00Z").toEpochMilli();

  /** With what reporters do differently: a namespace, a prolog, blanks and further elements. */
  private static final String DMARC =
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
        <version>1.0</version>
        <report_metadata>
          <org_name>Receiver &amp; Sons</org_name>
          <email>noreply-dmarc@receiver.example</email>
          <report_id> 17385 </report_id>
          <date_range><begin>1780272000</begin><end>1780358399</end></date_range>
        </report_metadata>
        <policy_published>
          <domain>Shop.Example</domain><adkim>r</adkim><aspf>r</aspf><p>reject</p><sp>none</sp><pct>100</pct>
        </policy_published>
        %s
      </feedback>
      """;

  private static final String PASSED =
      """
      <record>
        <row>
          <source_ip>192.0.2.10</source_ip><count>120</count>
          <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated>
        </row>
        <identifiers><envelope_from>bounce.shop.example</envelope_from><header_from>shop.example</header_from></identifiers>
        <auth_results>
          <dkim><domain>shop.example</domain><selector>s1</selector><result>pass</result></dkim>
          <dkim><domain>esp.example</domain><selector>k</selector><result>fail</result></dkim>
          <spf><domain>esp.example</domain><scope>mfrom</scope><result>pass</result></spf>
        </auth_results>
      </record>
      """;

  private static final String FORGED =
      """
      <record>
        <row>
          <source_ip>198.51.100.99</source_ip><count>3</count>
          <policy_evaluated><disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated>
        </row>
        <identifiers><header_from>shop.example</header_from></identifiers>
        <auth_results><spf><domain>elsewhere.example</domain><result>softfail</result></spf></auth_results>
      </record>
      """;

  private static final String TLS =
      """
      {"organization-name":"Receiver Inc.",
       "date-range":{"start-datetime":"2026-06-01T00:00:00Z","end-datetime":"2026-06-01T23:59:59Z"},
       "contact-info":"smtp-tls-reporting@receiver.example","report-id":"2026-06-01T00:00:00Z_shop.example",
       "policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"shop.example"},
        "summary":{"total-successful-session-count":412,"total-failure-session-count":3},
        "failure-details":[
         {"result-type":"starttls-not-supported","sending-mta-ip":"198.51.100.7","receiving-mx-hostname":"mx2.shop.example","failed-session-count":1},
         {"result-type":"certificate-expired","sending-mta-ip":"198.51.100.7","receiving-ip":"192.0.2.2","failed-session-count":2,"failure-reason-code":"expired"}]}]}
      """;

  @Test
  void aDmarcReportSaysWhoSendsAsTheDomainAndWhatFailed() throws Exception {
    DmarcReport report = dmarc(DMARC.formatted(PASSED + FORGED + PASSED));

    assertThat(report.domain()).isEqualTo("shop.example");
    assertThat(report.reporter()).isEqualTo("Receiver & Sons");
    assertThat(report.reportId()).isEqualTo("17385");
    assertThat(report.policy()).isEqualTo("reject");
    assertThat(report.begin()).isEqualTo(1_780_272_000_000L);
    assertThat(report.time()).isEqualTo(1_780_358_399_000L);
    assertThat(report.rows())
        .containsExactly(
            new DmarcReport.Row(
                "198.51.100.99",
                3,
                DmarcReport.Disposition.REJECT,
                false,
                false,
                null,
                "shop.example",
                null,
                List.of(new DmarcReport.Check("spf", "elsewhere.example", null, "softfail"))),
            new DmarcReport.Row(
                "192.0.2.10",
                240,
                DmarcReport.Disposition.NONE,
                true,
                false,
                null,
                "shop.example",
                "bounce.shop.example",
                List.of(
                    new DmarcReport.Check("dkim", "shop.example", "s1", "pass"),
                    new DmarcReport.Check("dkim", "esp.example", "k", "fail"),
                    new DmarcReport.Check("spf", "esp.example", null, "pass"))));
  }

  @Test
  void whyAPolicyWasNotFollowedIsKept() throws Exception {
    String forwarded =
        FORGED.replace(
            "<spf>fail</spf></policy_evaluated>",
            "<spf>fail</spf><reason><type>mailing_list</type><comment>arc</comment></reason>"
                + "</policy_evaluated>");

    assertThat(dmarc(DMARC.formatted(forwarded)).rows())
        .first()
        .extracting(DmarcReport.Row::override)
        .isEqualTo("mailing_list");
  }

  @Test
  void gzipAndZipAreUnpacked() throws Exception {
    String xml = DMARC.formatted(FORGED);

    assertThat(only(gzip(xml))).isEqualTo(dmarc(xml));
    assertThat(only(zip(xml))).isEqualTo(dmarc(xml));
    assertThat(only(("\ufeff" + xml).getBytes(StandardCharsets.UTF_8))).isEqualTo(dmarc(xml));
    assertThat(only(gzip(TLS))).isInstanceOf(TlsReport.class);
  }

  @Test
  void ofManyRowsFailuresAreKeptAndTheRestIsCounted() throws Exception {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < DmarcReport.ROWS; i++) {
      records.append(PASSED.replace("192.0.2.10", "192.0.2." + i));
    }
    DmarcReport report = dmarc(DMARC.formatted(records + FORGED));

    assertThat(report.rows()).hasSize(DmarcReport.ROWS);
    assertThat(report.rows().get(0).sourceIp()).isEqualTo("198.51.100.99");
    assertThat(report.omitted()).isEqualTo(120);
  }

  @Test
  void timesThatAreNoneAreThoseOfItsArrival() throws Exception {
    assertThat(dmarc(DMARC.formatted(FORGED).replace("1780358399", "soon")).time())
        .isEqualTo(RECEIVED_AT);
    assertThat(dmarc(DMARC.formatted(FORGED).replace("1780358399", "1780358399000")).time())
        .isEqualTo(1_780_358_399_000L);
  }

  @Test
  void aTlsReportSaysWhatFailed() throws Exception {
    TlsReport report = (TlsReport) only(TLS.getBytes(StandardCharsets.UTF_8));

    assertThat(report)
        .isEqualTo(
            new TlsReport(
                "shop.example",
                Instant.parse("2026-06-01T00:00:00Z").toEpochMilli(),
                Instant.parse("2026-06-01T23:59:59Z").toEpochMilli(),
                "Receiver Inc.",
                "2026-06-01T00:00:00Z_shop.example",
                "sts",
                412,
                3,
                List.of(
                    new TlsReport.FailedSessions(
                        "certificate-expired", 2, "198.51.100.7", "192.0.2.2", "expired"),
                    new TlsReport.FailedSessions(
                        "starttls-not-supported", 1, "198.51.100.7", "mx2.shop.example", null)),
                null));
  }

  @Test
  void filesOfOtherKindsAreNoReports() throws Exception {
    assertThat(in("<html><body>x</body></html>")).isEmpty();
    assertThat(in("{\"a\":1}")).isEmpty();
    assertThat(in("%PDF-1.7")).isEmpty();
    assertThat(in("")).isEmpty();
  }

  @Test
  void nothingOutsideOfTheReportIsRead() {
    String outside =
        "<!DOCTYPE feedback [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + DMARC
                .formatted(FORGED)
                .replaceFirst("(?s)<\\?xml.*?\\?>", "")
                .replace("17385", "&x;");

    assertThatThrownBy(() -> in(outside)).isInstanceOf(UnreadableReport.class);
  }

  @Test
  void entitiesDoNotMultiply() {
    String laughs =
        "<!DOCTYPE feedback [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><feedback>&b;</feedback>";

    assertThatThrownBy(() -> in(laughs)).isInstanceOf(UnreadableReport.class);
  }

  @Test
  void whatUnpacksWithoutEndIsGivenUp() throws Exception {
    byte[] bomb = gzip("<feedback>" + " ".repeat((int) Unpacked.MOST_BYTES) + "</feedback>");

    assertThatThrownBy(() -> AggregateReports.in(bomb, RECEIVED_AT))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageContaining("unpacks to more than");
  }

  @Test
  void whatBreaksOffIsSaid() {
    assertThatThrownBy(() -> in(DMARC.formatted(FORGED).substring(0, 700)))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageStartingWith("a DMARC report that is broken: ");
    assertThatThrownBy(() -> in(TLS.substring(0, 300))).isInstanceOf(UnreadableReport.class);
    assertThatThrownBy(() -> in("<a>".repeat(40).replaceFirst("a", "feedback")))
        .isInstanceOf(UnreadableReport.class);
  }

  private static DmarcReport dmarc(String xml) throws Exception {
    return (DmarcReport) only(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static AggregateReport only(byte[] file) throws Exception {
    List<? extends AggregateReport> reports = AggregateReports.in(file, RECEIVED_AT);
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private static List<? extends AggregateReport> in(String text) throws Exception {
    return AggregateReports.in(text.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("receiver.example!shop.example!1780272000!1780358399.xml"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
