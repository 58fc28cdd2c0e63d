package dev.todoku.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.provider.ServerOwners;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopClassifierTest {
  private static final Servers SERVERS =
      Servers.load(ServerOwners.load(), WellKnownProviders.load());

  private final PeerUse use = new PeerUse(SERVERS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          discard | none                                      | a@gmail.com       | silently discarded                    | THROWN_AWAY
          smtp    | 127.0.0.1[127.0.0.1]:10024                | a@gmail.com       | 250 2.7.0 Ok, discarded, id=1 - spam  | THROWN_AWAY
          local   | local                                     | a@shop.example    | forwarded as 5C07A76CB7               | FORWARDED
          pipe    | spamassassin                              | a@gmail.com       | delivered via spamassassin service    | FILTER_SERVICE
          pipe    | dovecot                                   | a@shop.example    | delivered via dovecot service         | LOCAL_DELIVERY
          virtual | virtual                                   | a@shop.example    | delivered to maildir                  | LOCAL_DELIVERY
          smtp    | localhost[127.0.0.1]:10024                | a@gmail.com       | 250 Ok                                | FILTER_PORT
          smtp    | amavis[172.18.0.4]:10024                  | a@gmail.com       | 250 Ok                                | FILTER_PORT
          lmtp    | 127.0.0.1[127.0.0.1]:10024                | a@gmail.com       | 250 Ok                                | FILTER_PORT
          lmtp    | 127.0.0.1[127.0.0.1]:24                   | a@shop.example    | 250 2.0.0 Saved                       | LMTP
          lmtp    | mail.shop.example[private/dovecot-lmtp]   | a@shop.example    | 250 2.0.0 Saved                       | LMTP
          smtp    | localhost[::1]:8025                       | a@gmail.com       | 250 Ok                                | LOOPBACK
          smtp    | smtp.isp.example[192.0.2.9]:25            | a@firm.example    | SASL authentication failed; no        | LOGIN
          smtp    | smtp.isp.example[192.0.2.9]:587           | a@isp.example     | 250 Ok                                | SUBMISSION_PORT
          smtp    | smtp.sendgrid.net[192.0.2.9]:25           | a@firm.example    | 250 Ok                                | SENDING_SERVICE
          smtp    | email-smtp.eu-west-1.amazonaws.com[192.0.2.9]:25 | a@firm.example | 250 Ok                          | SENDING_SERVICE
          smtp    | mail.firm.example[10.0.0.5]:25            | a@firm.example    | 250 Ok                                | PROVIDERS_MX
          smtp    | mail.firm.example[192.0.2.9]:25           | a@sub.firm.example | 250 Ok                               | RECIPIENTS_DOMAIN
          smtp    | gmail-smtp-in.l.google.com[192.0.2.26]:25 | a@gmail.com       | 250 Ok                                | PROVIDERS_MX
          smtp    | relay.isp.example[192.0.2.94]:25          | a@gmail.com       | 250 Ok                                | NOT_PROVIDERS_MX
          smtp    | x.mail.protection.outlook.com[192.0.2.2]:25 | a@docomo.ne.jp  | 250 Ok                                | NOT_PROVIDERS_MX
          smtp    | aspmx.l.google.com[192.0.2.27]:25         | a@customer.example | 250 Ok                               | HOSTING_PROVIDERS_MX
          smtp    | 192.0.2.40[192.0.2.40]:25                 | a@firm.example    | 250 Ok                                | NAMED_BY_ADDRESS
          smtp    | exchange.corp.example[10.1.0.9]:25        | a@firm.example    | 250 Ok                                | PRIVATE_ADDRESS
          smtp    | smarthost2.isp.example[192.0.2.9]:25      | a@firm.example    | 250 Ok                                | CALLED_RELAY
          smtp    | mx.hoster.example[192.0.2.9]:25           | a@firm.example    | 250 Ok                                | NOTHING_ELSE
          smtp    | relay.corp.example                        | a@firm.example    | Name service error for name=relay.corp.example type=MX | OTHER_NEXT_HOP
          smtp    | relay.corp.example                        | a@gmail.com       | Name service error for name=relay.corp.example type=A  | NOT_PROVIDERS_MX
          smtp    | gmial.example                             | a@gmial.example   | Name service error for name=gmial.example type=AAAA    | RECIPIENTS_DOMAIN
          """)
  void eachRuleDecidesWhatItIsFor(
      String agent, String relay, String recipient, String text, HopRule rule) {
    Peer peer = relay.equals("none") ? null : Peer.parse(relay);
    ClassifiedHop hop =
        classifier(HopSettings.NONE)
            .hop(attempt(agent, recipient, peer, text), "mx1", false, false);
    assertThat(hop.because()).isEqualTo(rule);
    assertThat(hop.kind()).isEqualTo(rule.kind());
  }

  @Test
  void whatTheLogsShowGoesBeforeWhatNamesSay() {
    HopAttempt sent =
        attempt("smtp", "a@gmail.com", Peer.parse("relay1[10.0.0.2]:25"), "queued as 5C07A76CB7");
    HopAttempt piped = attempt("pipe", "a@b.example", new Peer("tool", null, 0), "delivered");
    HopClassifier classifier = classifier(HopSettings.NONE);

    assertThat(classifier.hop(sent, "mx1", true, false).because())
        .isEqualTo(HopRule.QUEUED_IN_OUR_LOG);
    assertThat(classifier.hop(piped, "mx1", false, true).because()).isEqualTo(HopRule.CAME_BACK);
    assertThat(classifier.hop(piped, "mx1", false, false).kind()).isEqualTo(HopKind.MAILBOX);
  }

  @Test
  void aServerThatTakesMailOfAKnownProviderIsARelayForAllRecipients() {
    Peer peer = Peer.parse("mx.isp.example[192.0.2.9]:25");
    use.learn(entry("mx1", attempt("smtp", "a@gmail.com", peer, "250 Ok")));

    assertThat(hop(attempt("smtp", "a@firm.example", peer, "250 Ok")))
        .isEqualTo(new ClassifiedHop(HopKind.RELAY, HopRule.TAKES_MAIL_FOR_OTHERS, peer));
  }

  @Test
  void theOnlyWayOutToUnrelatedDomainsIsARelayAndOneOfManyIsNot() {
    Peer peer = Peer.parse("mx.hoster.example[192.0.2.9]:25");
    HopAttempt attempt = attempt("smtp", "a@one.example", peer, "250 Ok");
    use.learn(
        entry(
            "mx1",
            attempt,
            attempt("smtp", "a@two.example", peer, "250 Ok"),
            attempt("smtp", "a@three.example", peer, "250 Ok")));
    assertThat(hop(attempt).because()).isEqualTo(HopRule.ONLY_WAY_OUT);

    Peer other = Peer.parse("mail.four.example[192.0.2.4]:25");
    use.learn(entry("mx1", attempt("smtp", "a@four.example", other, "250 Ok")));
    assertThat(hop(attempt).because()).isEqualTo(HopRule.NOTHING_ELSE);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, PROVIDER",
    "127.0.0.3, PROVIDER",
    "127.0.0.3:2525, PROVIDER",
    "sink.example, PROVIDER",
    "127.0.0.3:25, OWN",
    "10.0.0.0/8, OWN",
  })
  void settingsGoBeforeAllRules(String setting, HopKind kind) {
    HopSettings settings = new HopSettings(List.of(), List.of(), List.of(setting));
    Peer peer = Peer.parse("mx.sink.example[127.0.0.3]:2525");
    assertThat(
            classifier(settings)
                .hop(attempt("smtp", "a@b.example", peer, "250 Ok"), "mx1", false, false)
                .kind())
        .isEqualTo(kind);
  }

  private ClassifiedHop hop(HopAttempt attempt) {
    return classifier(HopSettings.NONE).hop(attempt, "mx1", false, false);
  }

  private HopClassifier classifier(HopSettings settings) {
    return new HopClassifier(settings, SERVERS, use);
  }

  private static QueueRecord entry(String host, HopAttempt... attempts) {
    return new QueueRecord(
        host, "4A1B2C3D4E", "m@shop.example", "a@b", 0, 0, 0, 0, null, List.of(attempts));
  }

  private static HopAttempt attempt(String agent, String recipient, Peer peer, String text) {
    return new HopAttempt(
        0,
        agent,
        recipient,
        null,
        peer,
        HopAttempt.Result.ACCEPTED,
        Reason.DELIVERED,
        false,
        new SmtpReply(0, null, text, null));
  }
}
