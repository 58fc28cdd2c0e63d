package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplyRulesTest {
  private final ReplyRules rules = ReplyRules.load();

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # A dead address is not believed of a filter
          550 | 5.1.1  | blocked by spam filter                                         | SPAM_DETECTED
          550 | -      | 550 5.7.1 unknown user, also blocked                           | FILTERED
          550 | 5.7.1  | unknown user                                                   | USER_UNKNOWN
          550 | -      | too many unknown users from your address                       | RATE_LIMITED
          # A specific status decides, whatever the text says
          550 | 5.1.1  | -                                                              | USER_UNKNOWN
          452 | 4.2.2  | The recipient's inbox is out of storage space                  | MAILBOX_FULL
          552 | 5.3.4  | Message size exceeds fixed limit                               | EMAIL_TOO_LARGE
          552 | 5.2.3  | -                                                              | EMAIL_TOO_LARGE
          550 | 5.7.26 | This message is blocked                                        | AUTH_FAILURE
          550 | 5.7.25 | -                                                              | REQUIRE_PTR
          421 | 4.7.28 | Gmail has detected an unusual rate of unsolicited mail         | RATE_LIMITED
          550 | 5.7.515 | Access denied, sending domain does not meet the required level | AUTH_FAILURE
          451 | 4.4.1  | -                                                              | NETWORK_ERROR
          550 | 5.4.7  | Delivery time expired                                          | EXPIRED
          550 | 5.1.6  | -                                                              | HAS_MOVED
          # Also when it stands in the text only
          550 | 5.0.0  | 550 5.1.1 The email account does not exist                     | USER_UNKNOWN
          452 | 4.0.0  | 452 4.2.2 full: retry timeout exceeded                         | MAILBOX_FULL
          550 | -      | 550 #5.1.1 sorry                                               | USER_UNKNOWN
          550 | 5.7.1  | 550 5.1.2 sorry                                                | HOST_UNKNOWN
          # The server's own status before what another program made of it
          550 | 5.1.1  | 550 5.7.1 IP address blacklisted by recipient                  | BLOCKED
          552 | 5.1.1  | host mx.x.test[192.0.2.1] said: 552 5.2.2 Over quota           | MAILBOX_FULL
          # What looks like a status and is none
          550 | -      | 550 client 5.1.1.9 refused                                     | UNDEFINED
          # Words before a vague status
          554 | 5.7.1  | Message rejected as spam by Content Filtering                  | SPAM_DETECTED
          450 | 4.7.1  | Greylisted, please try again in 300 seconds                    | RATE_LIMITED
          450 | 4.2.0  | <a@x.test>: Recipient address rejected: Greylisted             | RATE_LIMITED
          550 | 5.7.1  | Unfortunately, messages from [1.2.3.4] weren't sent. (S3140)   | BLOCKED
          553 | 5.7.1  | [BL21] Connections will not be accepted from 1.2.3.4           | BLOCKED
          421 | 4.7.0  | [TSS04] Messages from 1.2.3.4 temporarily deferred             | BAD_REPUTATION
          451 | 4.7.500 | Server busy. Please try again later                           | RATE_LIMITED
          451 | 4.7.500 | Access denied, please try again later (S843)                  | BLOCKED
          554 | 5.7.1  | Service unavailable; client blocked using zen.spamhaus.org     | BLOCKED
          554 | -      | your IP is listed at bl.example.net                            | BLOCKED
          550 | 5.7.1  | poor reputation of the sending address                         | BAD_REPUTATION
          450 | 4.7.1  | Client host rejected: cannot find your hostname, [1.2.3.4]     | REQUIRE_PTR
          550 | 5.7.1  | no PTR record                                                  | REQUIRE_PTR
          550 | 5.7.27 | SPF check failed                                               | AUTH_FAILURE
          550 | 5.7.27 | -                                                              | REQUIRE_PTR
          550 | -      | mailbox unavailable. Sender address has been rejected: SPF check failed. postmaster.gmx.net | AUTH_FAILURE
          451 | -      | host lookup for mx.x.test did not complete (DNS timeout?)       | NETWORK_ERROR
          550 | 5.7.1  | rejected by DMARC policy of the domain                         | AUTH_FAILURE
          554 | 5.6.0  | virus found                                                    | VIRUS_DETECTED
          554 | 5.7.1  | Relay access denied                                            | NO_RELAYING
          454 | 4.7.0  | STARTTLS is required                                           | FAILED_STARTTLS
          550 | 5.1.10 | RESOLVER.ADR.RecipientNotFound; Recipient not found            | USER_UNKNOWN
          550 | 5.1.10 | -                                                              | NOT_ACCEPT
          550 | 5.4.1  | Recipient address rejected: Access denied.                     | USER_UNKNOWN
          550 | 5.7.1  | Recipient address rejected: Access denied.                     | FILTERED
          550 | 5.7.1  | <a@x.test>... Access denied                                    | SECURITY_ERROR
          550 | 5.0.0  | <a@x.test>: Recipient address rejected.                        | USER_UNKNOWN
          450 | 4.2.1  | The user is receiving mail at a rate that prevents delivery    | RATE_LIMITED
          550 | 5.2.1  | The account is disabled                                        | SUSPENDED
          553 | 5.5.4  | <a@gone.test>: Sender address rejected: Domain not found       | REJECTED
          550 | 5.5.0  | Requested action not taken: mailbox unavailable                | USER_UNKNOWN
          554 | 5.7.9  | Message not accepted for policy reasons                        | POLICY_VIOLATION
          550 | 5.7.1  | Messages without a valid sender domain. Fix reverse DNS        | REQUIRE_PTR
          552 | 5.7.0  | This message was blocked because its content is a risk         | POLICY_VIOLATION
          # Words without a status
          550 | -      | Unknown user x                                                 | USER_UNKNOWN
          550 | -      | <a@ezweb.ne.jp>: User unknown                                  | USER_UNKNOWN
          550 | -      | Invalid recipient: <x>                                         | USER_UNKNOWN
          553 | -      | softbank.example does not exist                                | HOST_UNKNOWN
          0   | 5.4.4  | Host or domain name not found. Name service error for name=x   | HOST_UNKNOWN
          0   | -      | connect to mx.x.test[192.0.2.1]:25: Connection refused         | NETWORK_ERROR
          0   | -      | lost connection with mx.x.test while sending RCPT TO           | NETWORK_ERROR
          552 | -      | Mailbox quota exceeded                                         | MAILBOX_FULL
          550 | 5.1.0  | Domain x.test does not accept mail (nullMX)                    | NOT_ACCEPT
          421 | -      | Too many concurrent SMTP connections                           | RATE_LIMITED
          # The words of an address are not the server's
          550 | 5.7.1  | <spam-virus@blocked.test>: sorry                               | POLICY_VIOLATION
          550 | -      | <spam-virus@blocked.test>: sorry                               | UNDEFINED
          # A vague status, when the words say nothing
          550 | 5.7.1  | sorry                                                          | POLICY_VIOLATION
          450 | 4.7.1  | sorry                                                          | RATE_LIMITED
          421 | 4.7.0  | sorry                                                          | RATE_LIMITED
          550 | 5.1.0  | sorry                                                          | USER_UNKNOWN
          550 | 5.2.9  | sorry                                                          | FILTERED
          # The code, when nothing else does
          552 | -      | sorry                                                          | EMAIL_TOO_LARGE
          0   | -      | 552 sorry                                                      | EMAIL_TOO_LARGE
          421 | 4.0.0  | Server going down                                              | SYSTEM_ERROR
          556 | -      | -                                                              | NOT_ACCEPT
          # The server withholds the reason
          550 | 5.0.0  | -                                                              | UNDEFINED
          550 | -      | sorry                                                          | UNDEFINED
          0   | -      | -                                                              | UNDEFINED
          0   | 5.0.0  | sorry                                                          | UNDEFINED
          # What it says cannot be read, and no code is told
          0   | -      | sorry                                                          | ON_HOLD
          0   | nonsense | -                                                            | UNDEFINED
          """)
  void namesTheReason(int code, String status, String text, Reason reason) {
    assertThat(rules.classify(reply(code, status, text)).reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          550 5.1.1 <a@x.test>: User unknown                | RCPT TO            | USER_UNKNOWN
          550 5.1.1 <a@x.test>: User unknown                | -                  | USER_UNKNOWN
          550 5.1.1 <a@x.test>: User unknown                | end of DATA        | USER_UNKNOWN
          550 5.1.1 <a@x.test>: User unknown                | MAIL FROM command  | REJECTED
          550 5.2.1 <a@x.test>... User unknown              | rcpt               | USER_UNKNOWN
          550 5.2.1 <a@x.test>... User unknown              | -                  | FILTERED
          550 5.7.1 <a@x.test>: User unknown                | RCPT TO            | USER_UNKNOWN
          550 User unknown                                  | RCPT TO            | USER_UNKNOWN
          550 User unknown                                  | DATA               | FILTERED
          550 User unknown                                  | -                  | FILTERED
          550 No such domain                                | RCPT TO            | HOST_UNKNOWN
          550 No such domain x.test                         | MAIL FROM          | REJECTED
          550 Unknown host                                  | EHLO               | BLOCKED
          450 Host not found                                | RCPT TO            | NETWORK_ERROR
          User a (a@x.test) not listed in Domino Directory  | -                  | USER_UNKNOWN
          """)
  void believesADeadAddressOnlyOfWordsThatTheExchangeSupports(
      String text, String command, Reason reason) {
    BounceDiagnosis diagnosis =
        rules.classify(RefusedReply.of(new SmtpReply(0, null, text, command)));
    assertThat(diagnosis.reason()).isEqualTo(reason);
    assertThat(diagnosis.addressIsDead()).isEqualTo(reason.saysAddressIsDead());
  }

  @Test
  void doesNotCallAnAddressDeadForWhatIsTemporary() {
    BounceDiagnosis diagnosis = rules.classify(reply(450, "4.1.1", "<a@x.test>: User unknown"));
    assertThat(diagnosis.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(diagnosis.addressIsDead()).isFalse();
  }

  @Test
  void callsTheAddressesOfADomainThatTakesNoMailDead() {
    assertThat(rules.classify(reply(556, "5.1.10", "nullMX")).addressIsDead()).isTrue();
    assertThat(rules.classify(reply(0, "4.1.10", "nullMX")).addressIsDead()).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} at {2} after {3} on {4}: {5}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          550 Unknown user x                   | x@docomo.ne.jp   | -                       | RCPT TO     | 2025-03-12 | USER_UNKNOWN
          550 Unknown user x                   | x@docomo.ne.jp   | -                       | end of DATA | 2025-03-12 | FILTERED
          550 Unknown user x                   | x@docomo.ne.jp   | -                       | -           | 2025-03-12 | FILTERED
          550 Unknown user x                   | x@docomo.ne.jp   | -                       | end of DATA | 2025-03-13 | USER_UNKNOWN
          550 Unknown user x                   | x@docomo.ne.jp   | -                       | -           | 2025-03-13 | USER_UNKNOWN
          550 Unknown user x                   | -                | mfsmax.docomo.ne.jp     | DATA        | 2025-03-12 | FILTERED
          550 Unknown user x                   | x@corp.example   | mx.corp.example         | DATA        | 2025-03-13 | FILTERED
          550 <x@ezweb.ne.jp>: User unknown    | x@ezweb.ne.jp    | -                       | RCPT TO     | 2026-01-01 | USER_UNKNOWN
          550 <x@ezweb.ne.jp>: User unknown    | x@ezweb.ne.jp    | -                       | -           | 2026-01-01 | USER_UNKNOWN
          550 : User unknown                   | x@ezweb.ne.jp    | -                       | RCPT TO     | 2026-01-01 | FILTERED
          host mx.au.com said: 550 : User unknown (in reply to RCPT TO command) | x@au.com | - | RCPT TO | 2026-01-01 | FILTERED
          550 : User unknown                   | x@corp.example   | -                       | RCPT TO     | 2026-01-01 | USER_UNKNOWN
          550 Invalid recipient: <x>           | x@softbank.ne.jp | -                       | RCPT TO     | 2026-01-01 | USER_UNKNOWN
          553 corp.example does not exist      | x@softbank.ne.jp | -                       | RCPT TO     | 2026-01-01 | REJECTED
          """)
  void knowsWhatProvidersMean(
      String text, String recipient, String host, String command, LocalDate day, Reason reason) {
    long time = day.atStartOfDay(ZoneId.of("Asia/Tokyo")).toInstant().toEpochMilli();
    RefusedReply refusal =
        new RefusedReply(new SmtpReply(0, null, text, command), recipient, host, time, true);
    assertThat(rules.classify(refusal).reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "final: {0}, {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          true  | 4.0.0 | -                                 | EXPIRED
          true  | 4.2.2 | -                                 | MAILBOX_FULL
          true  | 4.4.1 | connect to x: Connection timed out | EXPIRED
          false | 4.4.1 | connect to x: Connection timed out | NETWORK_ERROR
          false | 4.0.0 | -                                 | UNDEFINED
          true  | 5.0.0 | -                                 | UNDEFINED
          """)
  void callsExpiredWhatWasGivenUpThoughTemporary(
      boolean isFinal, String status, String text, Reason reason) {
    RefusedReply refusal =
        new RefusedReply(new SmtpReply(0, status, text, null), null, null, 0, isFinal);
    assertThat(rules.classify(refusal).reason()).isEqualTo(reason);
  }

  @Test
  void saysWhichRowDecidedAndHowSureItIs() {
    BounceDiagnosis both = rules.classify(reply(550, "5.1.1", "User unknown"));
    assertThat(both.rule()).matches("text-rules\\.tsv:\\d+");
    assertThat(both.confidence()).isEqualTo(DiagnosisConfidence.CERTAIN);
    assertThat(rules.classify(reply(550, "5.1.1", "sorry")).confidence())
        .isEqualTo(DiagnosisConfidence.LIKELY);
    BounceDiagnosis vague = rules.classify(reply(550, "5.7.1", "sorry"));
    assertThat(vague.rule()).matches("enhanced-status\\.tsv:\\d+");
    assertThat(vague.confidence()).isEqualTo(DiagnosisConfidence.GUESS);
    assertThat(rules.classify(reply(552, null, "sorry")).rule()).startsWith("reply-codes.tsv:");
    assertThat(rules.classify(reply(550, null, "sorry"))).isEqualTo(BounceDiagnosis.NONE);
  }

  @Test
  void believesTheOperatorFirst() {
    ReplyRules own = rules("at=corp.example\tuser unknown\tBLOCKED\n");
    SmtpReply reply = new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");
    BounceDiagnosis there = own.classify(new RefusedReply(reply, "a@corp.example", null, 0, true));
    assertThat(there.reason()).isEqualTo(Reason.BLOCKED);
    assertThat(there.rule()).isEqualTo("t.tsv:1");
    assertThat(own.classify(new RefusedReply(reply, "a@other.example", null, 0, true)).reason())
        .isEqualTo(Reason.USER_UNKNOWN);
  }

  @Test
  void knowsWhoseServerWroteTheReport() {
    ReplyRules own = rules("by=relay.example\tno thanks\tBLOCKED\n");
    SmtpReply reply = new SmtpReply(550, "5.0.0", "550 no thanks", null);
    assertThat(own.classify(reportedBy("relay.example", reply)).rule()).isEqualTo("t.tsv:1");
    assertThat(own.classify(reportedBy("mx1.relay.example", reply)).rule()).isEqualTo("t.tsv:1");
    assertThat(own.classify(reportedBy("other.example", reply)).rule()).isNull();
    assertThat(own.classify(RefusedReply.of(reply)).rule()).isNull();
  }

  @Test
  void translatesTheCodesOfServices() {
    BounceDiagnosis code =
        rules.classify(RefusedReply.of(new SmtpReply(0, null, "SHANON 42502", null)));
    assertThat(code.reason()).isEqualTo(Reason.SYSTEM_ERROR);
    assertThat(code.rule()).startsWith("service-codes.tsv:");
    assertThat(
            rules.classify(RefusedReply.of(new SmtpReply(0, null, "SHANON 425021", null))).rule())
        .isNull();
  }

  @Test
  void readsSentencesThatLineCodesCutInTwo() {
    String text =
        "550-5.7.1 [192.0.2.1] Our system has detected that this message is likely\n550-5.7.1 uns"
            + "olicited mail. To reduce the amount of it, see the page\n550 5.7.1 of the message con"
            + "tent a-b - gsmtp";
    assertThat(rules.classify(reply(550, "5.7.1", text)).reason()).isEqualTo(Reason.SPAM_DETECTED);
    assertThat(ReplyText.words("550-5.7.1 mail is\n550 5.7.1 not wanted"))
        .isEqualTo("^mail is not wanted");
  }

  @Test
  void errorsInTablesNameFileAndLine() {
    assertThatThrownBy(() -> rules("# words\n*\tspam\n"))
        .hasMessageStartingWith("t.tsv:2: 2 cells where the table has 3 columns");
    assertThatThrownBy(() -> rules("*\tspam\tSPAMMY\n"))
        .hasMessage("t.tsv:1: no reason is called SPAMMY");
    assertThatThrownBy(() -> rules("*\ta@b.test & spam\tBLOCKED\n"))
        .hasMessage("t.tsv:1: no reply is compared in a form that has \"a@b.test & spam\"");
    assertThatThrownBy(() -> rules("*\tspam\tBLOCKED\n\nstatus=5.\tas spam & x\tBLOCKED\n"))
        .hasMessage("t.tsv:3: never matches: [spam] stands above, in t.tsv:1");
    assertThatThrownBy(() -> rules("from=docomo\tspam\tBLOCKED\n"))
        .hasMessageStartingWith("t.tsv:1: \"from=docomo\" is no condition");
    assertThatThrownBy(() -> rules("after=LUNCH\tspam\tBLOCKED\n"))
        .hasMessageStartingWith("t.tsv:1: LUNCH is no command");
    assertThatThrownBy(() -> rules("since=2025-02-30\tspam\tBLOCKED\n"))
        .hasMessage("t.tsv:1: 2025-02-30 is no date such as 2025-03-13");
    assertThatThrownBy(() -> rules("code=5x\tspam\tBLOCKED\n"))
        .hasMessage("t.tsv:1: 5x is no reply code");
    assertThatThrownBy(() -> rules("code=550 code=551\tspam\tBLOCKED\n"))
        .hasMessage("t.tsv:1: code is given twice");
    assertThatThrownBy(() -> rules("final=no\tspam\tBLOCKED\n"))
        .hasMessage("t.tsv:1: final is yes or not a condition: no");
    assertThatThrownBy(() -> StatusTable.of(table("5.1\tvague\tBLOCKED\n", 3)))
        .hasMessage("t.tsv:1: 5.1 is no enhanced status");
    assertThatThrownBy(() -> StatusTable.of(table("5.1.1\tsure\tBLOCKED\n", 3)))
        .hasMessage("t.tsv:1: expected specific, likely or vague: sure");
    assertThatThrownBy(
            () -> StatusTable.of(table("5.1.1\tvague\tBLOCKED\n5.1.1\tvague\tBLOCKED\n", 3)))
        .hasMessage("t.tsv:2: 5.1.1 has a row already");
    assertThatThrownBy(() -> ReplyRules.codes(table("99\tBLOCKED\n", 2)))
        .hasMessage("t.tsv:1: 99 is no reply code");
  }

  private static RefusedReply reportedBy(String host, SmtpReply reply) {
    return new RefusedReply(reply, "a@x.test", null, "mx.x.test", host, 0, true);
  }

  private static ReplyRules rules(String own) {
    return ReplyRules.load(domain -> domain, lines(own));
  }

  private static RefusedReply reply(int code, String status, String text) {
    return RefusedReply.of(new SmtpReply(code, status, text, "RCPT TO command"));
  }

  private static ReasonTable table(String content, int columns) {
    return ReasonTable.of(lines(content), columns);
  }

  private static List<Line> lines(String content) {
    try {
      return Table.lines("t.tsv", new StringReader(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
