package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies with words or a status of a mailbox that are about something else, or name its cause. */
class MailboxReasonsTest {
  private static final ReplyRules RULES = ReplyRules.load();

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          554 5.2.1 we refuse 192.0.2.1                     | CONNECT   | BLOCKED
          421 4.2.1 try elsewhere                           | CONNECT   | BLOCKED
          550 5.2.1 Account disabled                        | EHLO      | BLOCKED
          421 4.3.2 mailbox is full                         | CONNECT   | SYSTEM_FULL
          452 4.2.2 disk quota exceeded                     | MAIL FROM | SYSTEM_FULL
          550 5.7.1 Account shop@list.example is suspended  | MAIL FROM | REJECTED
          550 5.2.1 The account of the sender is disabled   | RCPT TO   | REJECTED
          550 5.2.1 Account disabled                        | RCPT TO   | SUSPENDED
          452 4.2.2 mailbox is full                         | RCPT TO   | MAILBOX_FULL
          550 5.7.0 Your send quota is used up              | MAIL FROM | RATE_LIMITED
          421 4.2.1 (DNS:NR)                                | CONNECT   | REQUIRE_PTR
          554 (CON:B1) no service                           | CONNECT   | BLOCKED
          """)
  void shouldChargeNoMailboxBeforeAnyRecipientIsNamed(String text, String command, Reason reason) {
    assertThat(diagnosis("hana@corp.example", text, command).reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a..b@docomo.ne.jp  | 553 5.1.3 <a..b@docomo.ne.jp>... Invalid route address | SYNTAX_ERROR | false
          ab.@docomo.ne.jp   | 550 5.1.3 Invalid mailbox                              | SYNTAX_ERROR | false
          .ab@corp.example   | 550 5.1.3                                              | SYNTAX_ERROR | false
          a..b@docomo.ne.jp  | 550 5.1.1 User unknown                                 | USER_UNKNOWN | true
          a.b@corp.example   | 550 5.1.3 Invalid address                              | USER_UNKNOWN | true
          """)
  void shouldNotCallAnAddressDeadOfWhichOnlyTheDotsAreWrong(
      String recipient, String text, Reason reason, boolean isDead) {
    BounceDiagnosis diagnosis = diagnosis(recipient, text, "RCPT TO");
    assertThat(diagnosis.reason()).isEqualTo(reason);
    assertThat(diagnosis.addressIsDead()).isEqualTo(isDead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          554 delivery error: dd This user is suspended for now - mta1                  | SUSPENDED
          554 delivery error: dd Account inactive - mta1                                | SUSPENDED
          554 delivery error: dd User is over the quota - mta1                          | MAILBOX_FULL
          554 delivery error: dd Sorry, no storage is left - mta1                       | MAILBOX_FULL
          554 delivery error: dd This user doesn't have a mail account - mta1           | USER_UNKNOWN
          """)
  void shouldReadTheCauseThatYahooJapanNamesBehindItsGeneralError(String text, Reason reason) {
    assertThat(diagnosis("hana@yahoo.co.jp", text, "DATA").reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 Utente sconosciuto o non abilitato                                           | FILTERED
          550 5.1.1 We accept no external mail for this list                                      | FILTERED
          550 5.1.1 <hana@corp.example>: Recipient address rejected: undeliverable address: mail for x.example loops back to myself | NETWORK_ERROR
          550 5.1.1 <hana@corp.example>: Recipient address rejected: undeliverable address: connect to mx[192.0.2.1]:25: No route to host | NETWORK_ERROR
          550 5.1.1 <hana@corp.example>: Recipient address rejected: undeliverable address: mail transport unavailable | SYSTEM_ERROR
          550 5.1.1 Error while checking recipient, LDAP down                                     | SYSTEM_ERROR
          550 5.1.1 This mbox is inactive                                                         | SUSPENDED
          550 Mail receiving is disabled for this user                                            | SUSPENDED
          550 NOACTIVITY for a year                                                               | SUSPENDED
          550 5.2.1 <hana@corp.example> was locked due to inactivity                              | SUSPENDED
          550 5.1.1 Domain list.example exceeded the max emails per hour (9/9) allowed            | RATE_LIMITED
          550 list.example is over its max defers and failures per hour                           | RATE_LIMITED
          554 You reached a limit for sending. Wait a day                                         | RATE_LIMITED
          552 Your line length is above 998                                                       | NOT_COMPLIANT_RFC
          550 5.7.1 You are blacklisted by the recipient                                          | FILTERED
          550 5.7.1 due to policy, SPF of list.example does not exist                             | AUTH_FAILURE
          530 5.7.1 The client was not authenticated                                              | SECURITY_ERROR
          553 5.3.0 Check your mail before sending                                                | NO_RELAYING
          552 MIME/REJECT: broken parts                                                           | CONTENT_ERROR
          554 The sender is rejected, see id 7                                                    | REJECTED
          """)
  void shouldReadTheCauseThatAReplyNamesBeforeWordsThatCallAnAddressDead(
      String text, Reason reason) {
    BounceDiagnosis diagnosis = diagnosis("hana@corp.example", text, "RCPT TO");
    assertThat(diagnosis.reason()).isEqualTo(reason);
    assertThat(diagnosis.addressIsDead()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 User is not a member of domain corp.example",
        "550 The email account you tried to reach has been deleted",
        "550 5.1.1 user unknown. Command output: no mailbox of hers",
      })
  void shouldCallAnAddressDeadThatIsSaidToBeGone(String text) {
    assertThat(diagnosis("hana@corp.example", text, "RCPT TO").addressIsDead()).isTrue();
  }

  private static BounceDiagnosis diagnosis(String recipient, String text, String command) {
    return RULES.classify(
        new RefusedReply(
            new SmtpReply(0, null, text, command), recipient, null, 0, !text.startsWith("4")));
  }
}
