package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import dev.todoku.wire.ProviderDelta;
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
    List<ProviderDelta> deltas =
        tallies(EventState.of(MAIL.deferral(at("09:00"), FILTER, Reason.NETWORK_ERROR, NO_REPLY)));

    assertThat(deltas)
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.provider()).isEqualTo("filter:127.0.0.1:10024");
              assertThat(delta.count()).isEqualTo(ProviderDelta.Count.DEFERRED);
              assertThat(delta.figures()).containsExactly(Figure.OUTAGES);
              assertThat(delta.time()).isEqualTo(at("09:00"));
            });
  }

  @Test
  void aRelayThatRefusesCountsAtTheRelayAlone() {
    List<ProviderDelta> deltas =
        tallies(
            EventState.ofServersOwn(
                MAIL.refusal(at("09:00"), RELAY, Reason.NO_RELAYING, Mail.BLOCKED)));

    assertThat(deltas)
        .extracting(ProviderDelta::provider)
        .containsExactly("relay:smtp.example.net");
    assertThat(deltas.get(0).figures()).containsExactly(Figure.ATTEMPTS, Figure.REFUSALS);
  }

  @Test
  void whatPassedTheFilterCountsAtTheProviderAsIfThereWereNone() {
    List<ProviderDelta> deltas =
        tallies(
            EventState.of(MAIL.delivery(at("09:00"), FILTER, "Q2")),
            EventState.of(MAIL.queueId("Q2").delivery(at("09:01"))));

    assertThat(deltas)
        .extracting(ProviderDelta::provider, ProviderDelta::count)
        .containsExactly(
            tuple("google", ProviderDelta.Count.ACCEPTED),
            tuple("filter:127.0.0.1:10024", ProviderDelta.Count.ACCEPTED));
  }

  @Test
  void whatARelayTookMayComeBack() {
    MessageState handedOn = EventState.of(MAIL.delivery(at("09:00"), RELAY, "X1"));
    MessageState returned =
        EventState.ofMessage(
            MAIL.bounceMessage(at("09:30"), Reason.BLOCKED, Mail.BLOCKED),
            MAIL.recipient(),
            null,
            MatchedBy.MESSAGE_ID);

    assertThat(tallies(handedOn).stream().filter(HopCountsTest::isAtProvider))
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.count()).isEqualTo(ProviderDelta.Count.HANDED_ON);
              assertThat(delta.figures()).containsExactly(Figure.ACCEPTED);
            });
    assertThat(tallies(handedOn, returned).stream().filter(HopCountsTest::isAtProvider))
        .extracting(ProviderDelta::count, ProviderDelta::figures)
        .containsExactly(
            tuple(ProviderDelta.Count.BOUNCED, Set.of(Figure.RETURNED)),
            tuple(ProviderDelta.Count.NOTHING, Set.of(Figure.ACCEPTED)));
  }

  private static boolean isAtProvider(ProviderDelta delta) {
    return delta.provider().equals("google");
  }

  private static List<ProviderDelta> tallies(MessageState... facts) {
    MessageState all = List.of(facts).stream().reduce(MessageState::merge).orElseThrow();
    return MessageCounts.of(
            all, "m1@shop.example", "google", EvidenceGrade.PROVEN, time -> Contact.UNPROVEN)
        .deltas();
  }
}
