package dev.todoku.message;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.HopStep;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.testing.Mail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order of the facts: the outcome is that of the last hop that is known. */
class HopOutcomesTest {
  private static final NextHop FILTER =
      new NextHop(HopKind.OWN, "127.0.0.1", 10_024, "FILTER_PORT");
  private static final NextHop RELAY =
      new NextHop(HopKind.RELAY, "smtp.example.net", 587, "SUBMISSION_PORT");
  private static final NextHop SERVER =
      new NextHop(HopKind.PROVIDER, "mx2.shop.example", 25, "NOTHING_ELSE");
  private static final NextHop PROGRAM = new NextHop(HopKind.MAILBOX, "local", 0, "LOCAL_DELIVERY");

  private static final Mail FIRST = Mail.to("taro@firm.example", "m1@shop.example").queueId("Q1");
  private static final Mail SECOND = FIRST.queueId("Q2");

  @Test
  void whatAFilterTookIsNoArrival() {
    Outcome outcome = outcome(EventState.of(FIRST.delivery(at("09:00"), FILTER, "Q2")));

    assertThat(outcome.status()).isEqualTo(Status.HANDED_ON);
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.deliveredAt()).isZero();
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(outcome.stoppedAtHop()).isEqualTo(FILTER);
  }

  @Test
  void whatCameAfterTheFilterOutranksTheHandOver() {
    MessageState passed = EventState.of(FIRST.delivery(at("09:00"), FILTER, "Q2"));
    MessageState deferred =
        EventState.of(SECOND.deferral(at("09:01"), Reason.RATE_LIMITED, Mail.TRY_LATER));
    MessageState expired = EventState.ofServersOwn(SECOND.expiry(at("10:00")));

    assertThat(outcome(passed, deferred).status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome(passed, deferred).fault()).isEqualTo(Fault.RATE);
    assertThat(outcome(passed, deferred).stoppedAtHop()).isNull();
    Outcome end = outcome(passed, deferred, expired);
    assertThat(end.status()).isEqualTo(Status.EXPIRED);
    assertThat(end.bouncedAt()).isEqualTo(at("10:00"));
    assertThat(end.way())
        .containsExactly(
            new HopStep(
                "Q1",
                FILTER,
                Status.HANDED_ON,
                at("09:00"),
                FIRST.delivery(at("09:00"), FILTER, "Q2").reply()));
  }

  @Test
  void aServerThatPutTheMessageIntoAQueueOfOursIsNoneOfTheRecipients() {
    MessageState passed = EventState.of(FIRST.delivery(at("09:00"), SERVER, "Q2"));
    MessageState deferred =
        EventState.of(SECOND.deferral(at("09:01"), Reason.RATE_LIMITED, Mail.TRY_LATER));

    assertThat(outcome(passed).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome(passed).deliveredAt()).isEqualTo(at("09:00"));
    assertThat(outcome(passed, deferred).status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome(passed, deferred).deliveredAt()).isZero();
  }

  @Test
  void aQueueIdOfAForeignServerProvesNothing() {
    MessageState passed = EventState.of(FIRST.delivery(at("09:00"), SERVER, "Q9"));
    MessageState deferredBefore =
        EventState.of(FIRST.deferral(at("08:59"), Reason.RATE_LIMITED, Mail.TRY_LATER));

    assertThat(outcome(passed, deferredBefore).status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void aRelayThatSaysNoMoreIsNeitherArrivalNorFailure() {
    Outcome outcome = outcome(EventState.of(FIRST.delivery(at("09:00"), RELAY, "X1")));

    assertThat(outcome.status()).isEqualTo(Status.HANDED_ON);
    assertThat(outcome.status().isFailure()).isFalse();
    assertThat(outcome.reason()).isEqualTo(Reason.ON_HOLD);
    assertThat(outcome.stoppedAtHop()).isEqualTo(RELAY);
  }

  @Test
  void whatFailsAtAHopIsTheSendersAndKillsNoAddress() {
    Outcome outcome =
        outcome(
            EventState.ofServersOwn(
                FIRST.refusal(at("09:00"), RELAY, Reason.HOST_UNKNOWN, Mail.NO_SUCH_USER)));

    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(outcome.addressIsDead()).isFalse();
    assertThat(outcome.bouncedAt()).isEqualTo(at("09:00"));
    assertThat(outcome.reply()).isEqualTo(Mail.NO_SUCH_USER);
  }

  @Test
  void aBounceMessageAboutWhatFailedAtAHopIsNoRefusalOfTheRecipientsServer() {
    MessageState refused =
        EventState.ofServersOwn(
            FIRST.refusal(at("09:00"), RELAY, Reason.NO_RELAYING, Mail.BLOCKED));
    MessageState reported =
        EventState.ofMessage(
            FIRST.bounceMessage(at("09:01"), Reason.NO_RELAYING, Mail.BLOCKED),
            FIRST.recipient(),
            null,
            MatchedBy.MESSAGE_ID);

    Outcome outcome = outcome(refused, reported);
    assertThat(outcome.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(outcome.stoppedAtHop()).isEqualTo(RELAY);
    assertThat(outcome.bouncedAt()).isEqualTo(at("09:00"));
  }

  @Test
  void aProgramThatHandedTheMessageBackWasAFilter() {
    MessageState taken = EventState.of(FIRST.delivery(at("09:00"), PROGRAM, null));
    MessageState delivered = EventState.of(SECOND.delivery(at("09:05")));
    MessageState deferred =
        EventState.of(SECOND.deferral(at("09:01"), Reason.RATE_LIMITED, Mail.TRY_LATER));

    assertThat(outcome(taken).deliveredAt()).isEqualTo(at("09:00"));
    assertThat(outcome(taken, deferred).status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome(taken, deferred, delivered).deliveredAt()).isEqualTo(at("09:05"));
  }

  @Test
  void aFilterThatWasDownAndThenTookItIsForgotten() {
    MessageState down =
        EventState.of(FIRST.deferral(at("09:00"), FILTER, Reason.NETWORK_ERROR, Mail.TRY_LATER));
    MessageState up = EventState.of(FIRST.delivery(at("09:10"), FILTER, "Q2"));
    MessageState delivered = EventState.of(SECOND.delivery(at("09:11")));

    assertThat(outcome(down).fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(outcome(down, up).status()).isEqualTo(Status.HANDED_ON);
    Outcome end = outcome(down, up, delivered);
    assertThat(end.status()).isEqualTo(Status.DELIVERED);
    assertThat(end.way())
        .extracting(HopStep::status)
        .containsExactly(Status.DEFERRED, Status.HANDED_ON);
  }

  @Test
  void whatAnOperatorDeletedIsThrownAway() {
    NextHop nowhere = new NextHop(HopKind.DISCARD, null, 0, "DELETED");
    MessageState deferred =
        EventState.of(FIRST.deferral(at("09:00"), Reason.RATE_LIMITED, Mail.TRY_LATER));
    MessageState deleted = EventState.of(FIRST.delivery(at("09:30"), nowhere, null));

    Outcome outcome = outcome(deferred, deleted);
    assertThat(outcome.status()).isEqualTo(Status.DISCARDED);
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.time()).isEqualTo(at("09:30"));
  }

  @Test
  void theOrderInWhichLogsComeDoesNotMatter() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<MessageState> facts = new RandomStates(random).ofEvents(6);
      Outcome expected = outcome(facts);
      facts.addAll(facts.subList(0, 2));
      Collections.shuffle(facts, random);
      assertThat(outcome(facts)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static Outcome outcome(MessageState... facts) {
    Outcome outcome = outcome(List.of(facts));
    List<MessageState> reversed = new ArrayList<>(List.of(facts));
    Collections.reverse(reversed);
    assertThat(outcome(reversed)).isEqualTo(outcome);
    return outcome;
  }

  private static Outcome outcome(List<MessageState> facts) {
    MessageState all = facts.stream().reduce(MessageState::merge).orElseThrow();
    return Outcomes.of(all, "m1@shop.example", "firm.example");
  }
}
