package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose addresses a reply names, and that only the recipient's can make the recipient's dead. */
class NamedPartyTest {
  private static final String RECIPIENT = "hana@corp.example";
  private static final String SENDER = "news@list.shop.example";

  private static final ReplyRules RULES = ReplyRules.load();

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 <hana@corp.example> unknown                      | RECIPIENT
          550 5.1.1 <hana@shop.example> unknown                      | RECIPIENT
          550 hana@corp.example. is no user of ours                  | RECIPIENT
          550 <hana@corp.example>: news@list.shop.example is unknown | RECIPIENT
          550 no user of corp.example                                | RECIPIENT_DOMAIN
          550 <hanako@corp.example> unknown                          | RECIPIENT_DOMAIN
          550 mx.corp.example: news@list.shop.example unknown        | SENDER
          550 (news@list.shop.example) unknown                       | SENDER
          550 <info@shop.example> unknown                            | SENDER
          550 out.shop.example is unknown                            | SENDER_DOMAIN
          550 domain SHOP.example. is unknown                        | SENDER_DOMAIN
          550 domain third.example is unknown                        | STRANGER
          550 unknown user, mail from out.shop.example               | NOBODY
          550 unknown user (out.shop.example [192.0.2.1])            | NOBODY
          550 unknown user out.shop.example[192.0.2.1]               | NOBODY
          550 unknown user, see http://www.shop.example/help         | NOBODY
          550 unknown user at third.example                          | NOBODY
          550 domain mx.host.example says no                         | NOBODY
          550 5.1.1 RESOLVER.ADR.RecipNotFound; not found            | NOBODY
          your mail, news@list.shop.example: user unknown            | NOBODY
          host shop.example said: 550 user unknown                   | NOBODY
          """)
  void shouldFindWhomAReplyNames(String text, NamedParty party) {
    assertThat(NamedParty.in(text, RECIPIENT, SENDER, "mx7.host.example")).isEqualTo(party);
  }

  @ParameterizedTest(name = "{2}: {1}, sent from {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ken@corp.example  | 550 corp.example unknown     | RECIPIENT_DOMAIN
          ken@corp.example  | 550 ken@corp.example unknown | SENDER
          hana@corp.example | 550 hana@corp.example        | RECIPIENT
          -                 | 550 shop.example unknown     | NOBODY
          """)
  void shouldNotMistakeTheRecipientForTheSender(
      @Nullable String sender, String text, NamedParty party) {
    assertThat(NamedParty.in(text, RECIPIENT, sender, null)).isEqualTo(party);
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 <old@shop.example> unknown", "550 no user old at shop.example"})
  void shouldLetAServerOfTheSendersCompanyKnowItsOwnUsers(String text) {
    assertThat(NamedParty.in(text, RECIPIENT, SENDER, "mx.shop.example"))
        .isEqualTo(NamedParty.NOBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <news@list.shop.example>: Recipient address rejected: User unknown",
        "550 5.1.2 shop.example: no such domain",
        "550 No such user at list.shop.example",
        "550 Account news@list.shop.example not found on our relay",
        "550 5.7.1 Domain elsewhere.example does not exist",
        "550 Zone of domain out.shop.example does not exist",
        "550 5.4.310 DNS domain shop.example does not exist",
        "553 list.shop.example does not exist",
        "550 Invalid HELO name, host does not exist",
        "550 the host in your EHLO was not found",
        "550 <hana@corp.example>: the return address does not exist",
        "550 Mailbox of the sender does not exist",
        "550 5.1.1 no such user: envelope sender refused by callout",
        "550 <hana@corp.example>... your domain has no such user",
        "550 5.7.1 Client host gate1 does not exist",
      })
  void shouldChargeTheSenderWithNamesOfTheSenderThatDoNotExist(String text) {
    BounceDiagnosis diagnosis = RULES.classify(reply(text, "RCPT TO"));
    assertThat(diagnosis.reason()).isEqualTo(Reason.REJECTED);
    assertThat(diagnosis.addressIsDead()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 <hana@corp.example>: User unknown                                | USER_UNKNOWN
          550 5.1.1 <hana@corp.example>: User unknown (from news@list.shop.example)  | USER_UNKNOWN
          550 5.1.1 User unknown, refused from out.shop.example                      | USER_UNKNOWN
          550 Domain corp.example does not exist                                     | USER_UNKNOWN
          550 5.1.2 corp.example: Domain not found                                   | HOST_UNKNOWN
          550 No such user here. The sender was told                                 | USER_UNKNOWN
          """)
  void shouldStillCallTheRecipientDeadWhereTheReplySpeaksOfTheRecipient(
      String text, Reason reason) {
    BounceDiagnosis diagnosis = RULES.classify(reply(text, "RCPT TO"));
    assertThat(diagnosis.reason()).isEqualTo(reason);
    assertThat(diagnosis.addressIsDead()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 Mail from an unknown user is not taken here             | REJECTED
          550 5.1.1 Posts from unknown users are not published              | REJECTED
          550 5.7.1 An unknown user agent wrote this mail                   | REJECTED
          550 5.1.1 Blocked: too much goes to unknown users from your IP    | BLOCKED
          550 5.7.1 SMTP AUTH: the user does not exist                      | SECURITY_ERROR
          535 5.7.8 Authentication failed, no such user                     | SECURITY_ERROR
          550 You are not in their address book: no such user               | FILTERED
          """)
  void shouldNotTakeStrangersWhoWriteForRecipients(String text, Reason reason) {
    BounceDiagnosis diagnosis = RULES.classify(reply(text, "RCPT TO"));
    assertThat(diagnosis.reason()).isEqualTo(reason);
    assertThat(diagnosis.addressIsDead()).isFalse();
  }

  private static RefusedReply reply(String text, String command) {
    return new RefusedReply(
            new SmtpReply(0, null, text, command), RECIPIENT, "mx7.host.example", 0, true)
        .from(SENDER);
  }
}
