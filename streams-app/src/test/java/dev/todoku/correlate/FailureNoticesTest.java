package dev.todoku.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Address;
import dev.todoku.schema.FailureNotice;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.OutcomeBuilder;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.SendDetails;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.schema.Text;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailureNoticesTest {
  private static final long NINE = 1_780_304_400_000L;
  private static final String TEAM = "orders@shop.example";

  private static final PostureFact MISSING_IN_SPF =
      new PostureFact(
          "shop.example",
          NINE,
          NINE + 3_600_000,
          List.of("192.0.2.1"),
          List.of(
              new PostureFact.Finding(
                  "SPF_IP_MISSING",
                  PostureFact.Level.ERROR,
                  "TXT shop.example",
                  "v=spf1 -all",
                  "RFC 7208 4.6",
                  new Text("SPFに192.0.2.1がありません", "SPF: 192.0.2.1 is not in it"),
                  new Text("追加してください", "add it"),
                  "v=spf1 ip4:192.0.2.1 -all")));

  private final FailureNotices notices =
      new FailureNotices(Address.DEFAULT, WellKnownProviders.load(), KnownFacts.NONE);

  @Test
  void whoAskedIsToldOfAFailureWithVerdictAndSteps() {
    FailureNotice notice = notices.of(sent(TEAM), refused(TEAM)).orElseThrow();
    assertThat(notice.notifyTo()).isEqualTo(TEAM);
    assertThat(notice.messageId()).isEqualTo("m1");
    assertThat(notice.recipient()).isEqualTo("Alice@gmail.com");
    assertThat(notice.time()).isEqualTo(NINE + 60_000);
    assertThat(notice.status()).isEqualTo(Status.BOUNCED);
    assertThat(notice.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(notice.fault()).isEqualTo(Fault.ADDRESS);
    assertThat(notice.addressIsDead()).isTrue();
    assertThat(notice.subject()).isEqualTo("Your order");
    assertThat(notice.reply().status()).isEqualTo("5.1.1");
    assertThat(notice.verdict().en())
        .isEqualTo("refused for good: no such user (whose side: the address)");
    assertThat(notice.verdict().ja()).startsWith("受信サーバーに拒否されました");
    assertThat(notice.steps())
        .extracting(RemedyStep::id)
        .containsExactly("ask-for-the-address", "do-not-resend", "correct-and-resend");
    assertThat(notice.steps().get(0).text().en()).contains("Alice@gmail.com is right");
  }

  @Test
  void whatTheDnsShowedOfTheSenderWhenItFailedComesFirst() {
    FailureNotices notices =
        new FailureNotices(
            Address.DEFAULT,
            WellKnownProviders.load(),
            (ips, domains, time) ->
                ips.equals(Set.of("192.0.2.1"))
                        && domains.equals(Set.of("shop.example"))
                        && time == NINE + 60_000
                    ? List.of(MISSING_IN_SPF)
                    : List.of());
    FailureNotice notice =
        notices.of(null, outcome(TEAM, Status.BOUNCED, Reason.AUTH_FAILURE)).orElseThrow();
    RemedyStep first = notice.steps().get(0);
    assertThat(first.id()).isEqualTo("dns-spf-ip-missing TXT shop.example");
    assertThat(first.text().en())
        .isEqualTo("SPF: 192.0.2.1 is not in it: add it. Publish: v=spf1 ip4:192.0.2.1 -all");
    assertThat(first.text().ja())
        .isEqualTo("SPFに192.0.2.1がありません。追加してください。公開するレコード: v=spf1 ip4:192.0.2.1 -all");
    assertThat(notice.steps()).hasSizeGreaterThan(1);
    assertThat(notices.of(null, refused(TEAM)).orElseThrow().steps())
        .as("the address is to blame, not the sender")
        .noneMatch(step -> step.id().startsWith("dns-"));
  }

  @Test
  void nobodyIsToldWhoDidNotAsk() {
    assertThat(notices.of(sent(null), refused(null))).isEmpty();
  }

  @Test
  void nobodyIsToldBeforeAFailureIsFinal() {
    assertThat(notices.of(null, sent(TEAM))).isEmpty();
    assertThat(notices.of(sent(TEAM), outcome(TEAM, Status.DEFERRED, Reason.RATE_LIMITED)))
        .isEmpty();
    assertThat(notices.of(sent(TEAM), outcome(TEAM, Status.DELIVERED, Reason.DELIVERED))).isEmpty();
  }

  @Test
  void aFailureThatIsRevisedIsToldOnce() {
    assertThat(notices.of(refused(TEAM), outcome(TEAM, Status.BOUNCED, Reason.BLOCKED))).isEmpty();
  }

  @Test
  void aFailureThatIsKnownBeforeItsSendIsToldWhenTheSendSaysWhom() {
    assertThat(notices.of(refused(null), refused(TEAM))).isPresent();
    assertThat(notices.of(null, refused(TEAM))).isPresent();
  }

  private static Outcome sent(String notifyTo) {
    return outcome(notifyTo, Status.SENT, Reason.ON_HOLD);
  }

  private static Outcome refused(String notifyTo) {
    return outcome(notifyTo, Status.BOUNCED, Reason.USER_UNKNOWN);
  }

  private static Outcome outcome(String notifyTo, Status status, Reason reason) {
    OutcomeBuilder outcome =
        Outcome.builder("m1", "Alice@gmail.com")
            .identity(
                of ->
                    of.provider("google")
                        .origin(new Origin("mx1", "192.0.2.1", "shop.example", "order", null)))
            .status(status, status == Status.SENT ? Hop.SENDING_SERVER : Hop.RECEIVING_SERVER)
            .times(time -> time.sent(NINE))
            .failure(why -> why.reason(reason))
            .details(
                new SendDetails(
                    "news@shop.example", null, null, "Your order", 4_000, null, notifyTo))
            .revision(1);
    if (status == Status.BOUNCED) {
      outcome
          .times(time -> time.bounced(NINE + 60_000))
          .failure(
              why ->
                  why.addressIsDead(reason.saysAddressIsDead())
                      .reply(new SmtpReply(550, "5.1.1", "550 5.1.1 No such user", "RCPT TO")));
    }
    return outcome.build();
  }
}
