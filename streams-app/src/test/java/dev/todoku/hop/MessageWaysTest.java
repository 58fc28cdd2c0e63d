package dev.todoku.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.hop.HopAttempt.Result;
import dev.todoku.provider.ServerOwners;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageWaysTest {
  private static final String GMAIL = "gmail-smtp-in.l.google.com[192.0.2.26]:25";
  private static final String FILTER = "127.0.0.1[127.0.0.1]:10024";
  private static final long START = 1_795_168_800_000L;

  private final MessageWays ways =
      new MessageWays(HopSettings.NONE, ServerOwners.load(), WellKnownProviders.load());

  @Test
  void theLastKnownHopDecidesAndTheEarlierOnesAreOnTheWay() {
    MessageWay way =
        only(
            entry("mx1", "A1A1A1A1A1", "m@shop.example", 0, sent(1, FILTER, "B2B2B2B2B2")),
            entry("mx1", "B2B2B2B2B2", "m@shop.example", 0, deferred(3, GMAIL)));

    assertThat(way.status()).isEqualTo(WayStatus.DEFERRED);
    assertThat(way.provider()).isEqualTo("google");
    assertThat(way.fault()).isEqualTo(Fault.RATE);
    assertThat(way.steps())
        .extracting(step -> step.hop().because())
        .containsExactly(HopRule.QUEUED_IN_OUR_LOG, HopRule.PROVIDERS_MX);
  }

  @Test
  void anExpiryBehindAFilterOutranksTheHandOver() {
    QueueRecord second =
        new QueueRecord(
            "mx1",
            "B2B2B2B2B2",
            "m@shop.example",
            "a@b",
            START,
            0,
            START + 9_000,
            0,
            null,
            List.of(deferred(3, GMAIL)));
    MessageWay way =
        only(
            entry("mx1", "A1A1A1A1A1", "m@shop.example", 0, sent(1, FILTER, "B2B2B2B2B2")), second);

    assertThat(way.status()).isEqualTo(WayStatus.EXPIRED);
    assertThat(way.reason()).isEqualTo(Reason.EXPIRED);
    assertThat(way.temporaryReason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void aForeignQueueIdThatEqualsOneOfOursProvesNothing() {
    List<MessageWay> found =
        ways.of(
            List.of(
                entry("mx1", "A1A1A1A1A1", "m@shop.example", 0, sent(1, GMAIL, "B2B2B2B2B2")),
                entry("mx1", "B2B2B2B2B2", "other@shop.example", 0, deferred(3, GMAIL))));

    assertThat(found)
        .extracting(MessageWay::messageId, MessageWay::status)
        .containsExactly(
            tuple("m@shop.example", WayStatus.DELIVERED),
            tuple("other@shop.example", WayStatus.DEFERRED));
  }

  @Test
  void aQueueThatGaveTheMessageItsIdIsLinkedByItsQueueId() {
    MessageWay way =
        only(
            entry("app1", "A1A1A1A1A1", null, 0, sent(1, "relay1[10.1.0.25]:25", "B2B2B2B2B2")),
            entry("relay1", "B2B2B2B2B2", "made@relay1", 1, deferred(3, GMAIL)));

    assertThat(way.messageId()).isEqualTo("made@relay1");
    assertThat(way.status()).isEqualTo(WayStatus.DEFERRED);
  }

  @Test
  void whatAnOwnHopRefusesIsNeitherTheAddresssNorTheProvidersFault() {
    MessageWay way =
        only(
            entry(
                "mx1",
                "A1A1A1A1A1",
                "m@shop.example",
                0,
                attempt(1, Result.REFUSED, FILTER, "no")));

    assertThat(way.status()).isEqualTo(WayStatus.BOUNCED);
    assertThat(way.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(way.provider()).isNull();
    assertThat(way.addressIsDead()).isFalse();
    assertThat(way.last().hop().name()).isEqualTo("127.0.0.1");
  }

  @Test
  void whatTheProviderRefusesForGoodMayBeADeadAddress() {
    MessageWay way =
        only(
            entry(
                "mx1", "A1A1A1A1A1", "m@shop.example", 0, attempt(1, Result.REFUSED, GMAIL, "no")));

    assertThat(way.addressIsDead()).isTrue();
    assertThat(way.fault()).isEqualTo(Fault.ADDRESS);
  }

  @Test
  void aQueueThatMovesToAnotherHostNameIsTheSame() {
    MessageWay way =
        only(
            entry("pod-a", "A1A1A1A1A1", "m@shop.example", 0, deferred(1, GMAIL)),
            entry("pod-b", "A1A1A1A1A1", null, 0, attempt(1_800, Result.ACCEPTED, GMAIL, "250")));

    assertThat(way.status()).isEqualTo(WayStatus.DELIVERED);
    assertThat(way.messageId()).isEqualTo("m@shop.example");
  }

  @Test
  void aRequeuedMessageIsTheSameThoughItsSecondEntryHasNoId() {
    QueueRecord second =
        new QueueRecord(
            "mx1",
            "B2B2B2B2B2",
            null,
            "a@b",
            START + 2_000,
            0,
            0,
            0,
            "A1A1A1A1A1",
            List.of(attempt(3, Result.ACCEPTED, GMAIL, "250 Ok")));
    MessageWay way = only(entry("mx1", "A1A1A1A1A1", "m@shop.example", 0), second);

    assertThat(way.messageId()).isEqualTo("m@shop.example");
  }

  @Test
  void aDeletedMessageIsDiscarded() {
    QueueRecord deleted =
        new QueueRecord(
            "mx1",
            "A1A1A1A1A1",
            "m@shop.example",
            "a@b",
            START,
            START + 9_000,
            0,
            START + 9_000,
            null,
            List.of(deferred(1, GMAIL)));
    MessageWay way = only(deleted);

    assertThat(way.status()).isEqualTo(WayStatus.DISCARDED);
    assertThat(way.last().hop().because()).isEqualTo(HopRule.DELETED);
    assertThat(way.provider()).isNull();
  }

  private MessageWay only(QueueRecord... entries) {
    List<MessageWay> found = ways.of(List.of(entries));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static QueueRecord entry(
      String host, String queueId, String messageId, int arrivedAfter, HopAttempt... attempts) {
    return new QueueRecord(
        host,
        queueId,
        messageId,
        "a@b",
        START + arrivedAfter * 1_000L,
        0,
        0,
        0,
        null,
        List.of(attempts));
  }

  private static HopAttempt sent(int second, String relay, String queuedAs) {
    return attempt(second, Result.ACCEPTED, relay, "250 2.0.0 Ok: queued as " + queuedAs);
  }

  private static HopAttempt deferred(int second, String relay) {
    return attempt(second, Result.DEFERRED, relay, "421 4.7.0 Try again later");
  }

  private static HopAttempt attempt(int second, Result result, String relay, String text) {
    Reason reason =
        switch (result) {
          case ACCEPTED -> Reason.DELIVERED;
          case DEFERRED -> Reason.RATE_LIMITED;
          case REFUSED -> Reason.USER_UNKNOWN;
        };
    return new HopAttempt(
        START + second * 1_000L,
        "smtp",
        "ken@gmail.com",
        null,
        Peer.parse(relay),
        result,
        reason,
        result == Result.REFUSED,
        new SmtpReply(0, null, text, null));
  }
}
