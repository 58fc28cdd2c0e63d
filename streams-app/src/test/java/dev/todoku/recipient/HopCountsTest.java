package dev.todoku.recipient;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What fails at a hop is charged to the hop. */
class HopCountsTest {
  private static final NextHop FILTER =
      new NextHop(HopKind.OWN, "127.0.0.1", 10_024, "FILTER_PORT");
  private static final NextHop RELAY =
      new NextHop(HopKind.RELAY, "smtp.example.net", 587, "SUBMISSION_PORT");
  private static final SmtpReply NO_REPLY =
      new SmtpReply(0, "4.4.1", "connect to 127.0.0.1: Connection refused", null);
  private static final Mail MAIL = Mail.to("taro@gmail.com", "m1@shop.example").queueId("Q1");

  @Test
  void aFilterThatIsDownCountsAtTheFilterAlone() {
    List<Tally> tallies =
        tallies(
            MessageFacts.of(MAIL.deferral(at("09:00"), FILTER, Reason.NETWORK_ERROR, NO_REPLY)));

    assertThat(tallies)
        .singleElement()
        .satisfies(
            tally -> {
              assertThat(tally.provider()).isEqualTo("filter:127.0.0.1:10024");
              assertThat(tally.count()).isEqualTo(Tally.Count.DEFERRED);
              assertThat(tally.figures()).containsExactly(Figure.OUTAGES);
              assertThat(tally.time()).isEqualTo(at("09:00"));
            });
  }

  @Test
  void aRelayThatRefusesCountsAtTheRelayAlone() {
    List<Tally> tallies =
        tallies(
            MessageFacts.ofServersOwn(
                MAIL.refusal(at("09:00"), RELAY, Reason.NO_RELAYING, Mail.BLOCKED)));

    assertThat(tallies).extracting(Tally::provider).containsExactly("relay:smtp.example.net");
    assertThat(tallies.get(0).figures()).containsExactly(Figure.ATTEMPTS, Figure.REFUSALS);
  }

  @Test
  void whatPassedTheFilterCountsAtTheProviderAsIfThereWereNone() {
    List<Tally> tallies =
        tallies(
            MessageFacts.of(MAIL.delivery(at("09:00"), FILTER, "Q2")),
            MessageFacts.of(MAIL.queueId("Q2").delivery(at("09:01"))));

    assertThat(tallies)
        .extracting(Tally::provider, Tally::count)
        .containsExactly(
            tuple("google", Tally.Count.ACCEPTED),
            tuple("filter:127.0.0.1:10024", Tally.Count.ACCEPTED));
  }

  @Test
  void whatARelayTookMayComeBack() {
    MessageFacts handedOn = MessageFacts.of(MAIL.delivery(at("09:00"), RELAY, "X1"));
    MessageFacts returned =
        MessageFacts.ofMessage(
            MAIL.bounceMessage(at("09:30"), Reason.BLOCKED, Mail.BLOCKED),
            MAIL.recipient(),
            null,
            MatchedBy.MESSAGE_ID);

    assertThat(tallies(handedOn).stream().filter(HopCountsTest::isAtProvider))
        .singleElement()
        .satisfies(
            tally -> {
              assertThat(tally.count()).isEqualTo(Tally.Count.HANDED_ON);
              assertThat(tally.figures()).containsExactly(Figure.ACCEPTED);
            });
    assertThat(tallies(handedOn, returned).stream().filter(HopCountsTest::isAtProvider))
        .extracting(Tally::count, Tally::figures)
        .containsExactly(
            tuple(Tally.Count.BOUNCED, Set.of(Figure.RETURNED)),
            tuple(Tally.Count.NOTHING, Set.of(Figure.ACCEPTED)));
  }

  private static boolean isAtProvider(Tally tally) {
    return tally.provider().equals("google");
  }

  private static List<Tally> tallies(MessageFacts... facts) {
    MessageFacts all = List.of(facts).stream().reduce(MessageFacts::merge).orElseThrow();
    return MessageCounts.of(
            all, "m1@shop.example", "google", EvidenceGrade.PROVEN, time -> Contact.UNPROVEN)
        .tallies();
  }
}
