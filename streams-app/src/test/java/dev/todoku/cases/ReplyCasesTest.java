package dev.todoku.cases;

import static dev.todoku.cases.Answer.assertAnswer;
import static dev.todoku.cases.Answer.notes;
import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyRules;
import dev.todoku.campaign.CampaignReport;
import dev.todoku.dns.FakeDns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.dns.posture.FindingBook;
import dev.todoku.dns.posture.FindingKind;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases that the words of a reply decide, and those of another surface. All share one scene. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplyCasesTest {
  private static final ReplyRules RULES = ReplyRules.load();

  private Scene scene;
  private int number;

  @BeforeAll
  void open(@TempDir Path dir) {
    scene = new Scene(dir);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.25 [192.0.2.10] The IP address sending this message does not have a PTR record",
        "550 5.7.27 Sender address has null MX and no reverse DNS (PTR) for 192.0.2.10",
        "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.10]",
        "554 5.7.1 Client host rejected: reverse DNS lookup failed for 192.0.2.10"
      })
  void case20aSourceIpWithoutReverseName(String reply) {
    MessageExplanation explanation = refused("a@example.co.jp", reply);
    assertAnswer(
        explanation, Reason.REQUIRE_PTR, Fault.SENDER_SYSTEM, Hop.RECEIVING_SERVER, "REQUIRE_PTR");
  }

  @Test
  void case20theNameFoundAndWhetherItResolvesBackAreShown() {
    FakeDns dns =
        new FakeDns()
            .with("10.2.0.192.in-addr.arpa", RecordType.PTR, "host10.isp.example")
            .with("host10.isp.example", RecordType.A, "198.51.100.99");
    PostureFinding reverse = find(examine(dns), FindingKind.PTR_NOT_CONFIRMED);
    assertThat(reverse.toString()).contains("host10.isp.example");
    assertThat(kinds(examine(new FakeDns()))).contains(FindingKind.PTR_MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.26 Unauthenticated email from shop.example is not accepted due to DMARC policy",
        "550 5.7.515 Access denied, sending domain does not meet the authentication level",
        "421 4.7.26 This mail has been rate limited because it is unauthenticated",
        "550 5.7.1 SPF check failed",
        "554 5.7.1 DKIM signature verification failed"
      })
  void case21mailThatFailsAuthentication(String reply) {
    MessageExplanation explanation = refused("a@example.co.jp", reply);
    assertAnswer(
        explanation,
        Reason.AUTH_FAILURE,
        Fault.AUTHENTICATION,
        Hop.RECEIVING_SERVER,
        "AUTH_FAILURE");
  }

  @Test
  void case21whatIsPublishedAndWhatIsMissingIsShown() {
    FakeDns dns =
        new FakeDns()
            .with("shop.example", RecordType.A, "192.0.2.1")
            .txt("shop.example", "v=spf1 ip4:198.51.100.7 -all");
    List<PostureFinding> findings = examine(dns);
    assertThat(kinds(findings))
        .contains(FindingKind.SPF_DOES_NOT_PASS, FindingKind.DKIM_NONE, FindingKind.DMARC_MISSING);
    assertThat(find(findings, FindingKind.SPF_DOES_NOT_PASS).toString()).contains("192.0.2.10");
  }

  @Test
  void case22aVisitorsOwnAddressAsFrom() {
    CaseMail mail = CaseMail.to("shop@example.co.jp", ++number).from("someone@aol.com");
    mail.refused(scene, at("09:00"), "550 5.7.1 Message rejected: DMARC policy of aol.com");
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("FOREIGN_FROM");
    assertThat(notes(scene.ask(mail)))
        .anyMatch(note -> note.contains("aol.com") && note.contains("Reply-To"));
  }

  @Test
  void case22anEnvelopeSenderOfAnotherDomainThanFrom() {
    CaseMail mail = CaseMail.to("a@gmail.com", ++number).campaign("spring");
    scene.happens(mail.send(at("09:00")));
    mail.from("bounce@mailservice.example")
        .refused(scene, at("09:00"), "550 5.7.26 Unauthenticated: DKIM did not pass");
    assertThat(notes(scene.ask(mail))).noneMatch(note -> note.contains("envelope sender"));
    CaseMail other = CaseMail.to("b@gmail.com", ++number);
    scene.happens(
        Send.builder(other.messageId(), other.recipient(), at("09:00"))
            .envelopeFrom("bounce@mailservice.example")
            .subject("Hello")
            .origin(other.campaign("spring").origin())
            .build());
    other
        .from("bounce@mailservice.example")
        .refused(scene, at("09:00"), "550 5.7.26 Unauthenticated: DKIM did not pass");
    assertThat(notes(scene.ask(other)))
        .anyMatch(note -> note.contains("mailservice.example") && note.contains("DKIM"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outlook.jp | 550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. block list"
            + " (S3140).",
        "yahoo.com | 553 5.7.1 [BL21] Connections not accepted from servers on Spamhaus PBL",
        "example.co.jp | 554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using"
            + " zen.spamhaus.org",
        "yahoo.co.jp | 553 5.7.1 VS98-IP001 refused by IP"
      })
  void case23aBlockedSource(String domain, String reply) {
    MessageExplanation explanation = refused("a@" + domain, reply);
    assertThat(explanation.outcome().reason()).isIn(Reason.BLOCKED, Reason.BAD_REPUTATION);
    assertAnswer(
        explanation,
        explanation.outcome().reason(),
        Fault.REPUTATION,
        Hop.RECEIVING_SERVER,
        explanation.outcome().reason().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "421 4.7.28 [192.0.2.10] unusual rate of mail originating from your IP address | IP",
        "421 4.7.28 unusual rate of mail originating from your IP Netblock | network",
        "421 4.7.28 unusual rate of mail originating from your DKIM domain [shop.example] | DKIM",
        "421 4.7.0 too many messages, slow down | ''"
      })
  void case24aLimitOfRateWithWhatItLimits(String reply, String limited) {
    MessageExplanation explanation = refused("a@gmail.com", reply);
    assertAnswer(
        explanation, Reason.RATE_LIMITED, Fault.RATE, Hop.RECEIVING_SERVER, "RATE_LIMITED");
    assertThat(notes(explanation).toString()).containsIgnoringCase(limited);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "554 5.6.0 Message content rejected | SPAM_DETECTED",
        "550 5.7.1 Message rejected as spam | SPAM_DETECTED",
        "554 5.7.1 Virus found: Eicar-Test-Signature | VIRUS_DETECTED"
      })
  void case27refusedForItsContent(String reply, Reason reason) {
    assertAnswer(
        refused("a@example.co.jp", reply),
        reason,
        Fault.CONTENT,
        Hop.RECEIVING_SERVER,
        reason.name());
  }

  @ParameterizedTest
  @CsvSource({
    "SHANON 42550, FILTERED",
    "SHANON 42553, FILTERED",
    "SHANON 42559, FILTERED",
    "SHANON 42500, SYSTEM_ERROR",
    "SHANON 42504, SYSTEM_ERROR",
    "SHANON 42552, SYSTEM_ERROR",
    "SHANON 42554, SYSTEM_ERROR",
    "SHANON 90000, UNDEFINED",
    "Synergy! 99, FILTERED",
    "SPIRAL 5.1.1, USER_UNKNOWN",
    "SPIRAL 4.2.2, MAILBOX_FULL"
  })
  void case30aServicesOwnCodes(String code, Reason reason) {
    String status = code.startsWith("SPIRAL") ? code.substring(7) : null;
    SmtpReply reply = new SmtpReply(0, status, code, null);
    RefusedReply refusal = new RefusedReply(reply, "a@example.co.jp", null, at("09:00"), true);
    assertThat(RULES.classify(refusal).reason()).isEqualTo(reason);
  }

  @Test
  void case32aCampaignsFailuresByReasonAndTheRecipientsAsCsv() {
    List<String> replies =
        List.of("550 5.1.1 User unknown", "552 5.2.2 Mailbox full", "550 5.1.1 User unknown");
    for (int i = 0; i < replies.size(); i++) {
      CaseMail mail = CaseMail.to("r" + i + "@example.co.jp", ++number).campaign("summer");
      scene.happens(mail.send(at("09:00")));
      mail.refused(scene, at("09:00"), replies.get(i));
    }
    CampaignReport report = new CampaignReport("summer");
    scene.published(Outcome.class).forEach(report::add);
    assertThat(report.byReason())
        .isEqualTo(Map.of(Reason.USER_UNKNOWN, 2L, Reason.MAILBOX_FULL, 1L));
    assertThat(report.failures().stream().map(CampaignReport::csv).map(row -> row.substring(0, 12)))
        .containsExactly("USER_UNKNOWN", "USER_UNKNOWN", "MAILBOX_FULL");
    assertThat(CampaignReport.csv(report.failures().get(0))).contains("r0@example.co.jp");
  }

  @Test
  void case34aVacationIsNoFailure() {
    CaseMail mail = CaseMail.to("away@example.co.jp", ++number);
    mail.accepted(scene, at("09:00"));
    String reply =
        "From: away@example.co.jp\nTo: news@shop.example\nSubject: Auto: out of office\n"
            + "Auto-Submitted: auto-replied\nIn-Reply-To: <"
            + mail.messageId()
            + ">\n\n"
            + "I am away until Monday.\n";
    Reading reading =
        new BounceReader(RULES).read(reply.getBytes(StandardCharsets.UTF_8), at("09:01"));
    if (reading instanceof Reading.Report report) {
      assertThat(report.events()).isEmpty();
    }
    scene.returned(reply, at("09:01"));
    assertThat(scene.ask(mail).outcome().reason()).isEqualTo(Reason.DELIVERED);
    scene.happens(mail.bounceMessage(at("09:02"), mail.recipient(), Reason.VACATION, "250 away"));
    assertThat(scene.ask(mail).outcome().status()).isEqualTo(Status.DELIVERED);
    assertThat(scene.ask(mail).outcome().bouncedAt()).isZero();
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("ANSWERED");
    assertThat(scene.published(RecipientHealth.class))
        .extracting(RecipientHealth::recipient)
        .doesNotContain("away@example.co.jp");
  }

  private MessageExplanation refused(String recipient, String reply) {
    String unique = recipient.replace("@", ++number + "@");
    CaseMail mail = CaseMail.to(unique, number);
    if (reply.startsWith("4")) {
      mail.deferred(scene, at("09:00"), reply);
    } else {
      mail.refused(scene, at("09:00"), reply);
    }
    return scene.ask(mail);
  }

  private static List<PostureFinding> examine(FakeDns dns) {
    return new Posture(dns, InstantSource.system(), Blocklists.none(), FindingBook.load())
        .examine(
            new PostureRequest(
                "shop.example", List.of(Ip.parse(CaseMail.IP1).orElseThrow()), List.of(), null));
  }

  private static List<FindingKind> kinds(List<PostureFinding> findings) {
    return findings.stream().map(PostureFinding::kind).toList();
  }

  private static PostureFinding find(List<PostureFinding> findings, FindingKind kind) {
    return findings.stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }
}
