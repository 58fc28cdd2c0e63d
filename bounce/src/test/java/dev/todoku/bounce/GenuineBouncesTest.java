package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenuineBouncesTest {
  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # sample,                        recipient,          reason,        code, status, message-id,             queue id,        time,     queued at
          postfix-failed-unknown-1-5.1.1,  alice@unknown.test, USER_UNKNOWN,  550,  5.1.1,  m-unknown-1@sender.test,  4jX4605NP0zJX85, 20:47:52, 20:47:52
          postfix-failed-multi-1-5.1.1,    b@unknown.test,     USER_UNKNOWN,  550,  5.1.1,  m-multi-1@sender.test,    4jX4612lq3zJXCB, 20:47:53, 20:47:53
          postfix-failed-spam-1-5.7.1,     alice@spam.test,    SPAM_DETECTED, 554,  5.7.1,  m-spam-1@sender.test,     4jX461028QzJXBm, 20:47:53, 20:47:53
          postfix-failed-full-1-4.2.2,     alice@full.test,    EXPIRED,       452,  4.2.2,  m-full-1@sender.test,     4jX46060bSzJX4b, 20:48:53, 20:47:52
          postfix-failed-multi-1-4.2.2,    c@full.test,        EXPIRED,       452,  4.2.2,  m-multi-1@sender.test,    4jX4612lq3zJXCB, 20:48:53, 20:47:53
          postfix-failed-greylist-1-4.7.1, alice@greylist.test, EXPIRED,      450,  4.7.1,  m-greylist-1@sender.test, 4jX4606bBCzJXB8, 20:48:53, 20:47:52
          postfix-failed-busy-1-4.0.0,     alice@busy.test,    EXPIRED,       421,  4.0.0,  m-busy-1@sender.test,     4jX4611Qy3zJXC6, 20:48:53, 20:47:53
          postfix-failed-down-1-4.4.1,     alice@down.test,    EXPIRED,       0,    4.4.1,  m-down-1@sender.test,     4jX4610mh1zJXBn, 20:48:53, 20:47:53
          exim4-failed-unknown-5.0.0,      alice@unknown.test, USER_UNKNOWN,  550,  5.1.1,  ex-unknown-1@sender.test, -,               20:56:50, -
          exim4-failed-spam-5.0.0,         alice@spam.test,    SPAM_DETECTED, 554,  5.7.1,  ex-spam-1@sender.test,    -,               20:56:51, -
          exim4-failed-full-5.0.0,         alice@full.test,    EXPIRED,       452,  4.2.2,  ex-full-1@sender.test,    -,               20:57:15, -
          exim4-failed-down-5.0.0,         alice@down.test,    EXPIRED,     0,    5.0.0,  ex-down-1@sender.test,    -,               20:57:15, -
          """)
  void readsWhatFailed(
      String sample,
      String recipient,
      String reason,
      int code,
      String status,
      String messageId,
      String queueId,
      String time,
      String queuedAt) {
    Bounce bounce = (Bounce) onlyEvent(sample);

    assertThat(bounce.recipient()).isEqualTo(recipient);
    assertThat(bounce.originalRecipient()).isNull();
    assertThat(bounce.kind()).isEqualTo(Bounce.Kind.OUT_OF_BAND);
    assertThat(bounce.reason()).hasToString(reason);
    assertThat(bounce.reply().code()).isEqualTo(code);
    assertThat(bounce.reply().status()).isEqualTo(status);
    assertThat(bounce.messageId()).isEqualTo(messageId);
    assertThat(bounce.queueId()).isEqualTo(queueId);
    assertThat(bounce.time()).isEqualTo(at(time));
    assertThat(bounce.queuedAt()).isEqualTo(at(queuedAt));
    assertThat(bounce.origin().fromDomain()).isEqualTo("sender.test");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # sample,                         recipient,       reason,        code, status, message-id,             queue id,        time,     queued at
          postfix-delayed-busy-1-4.0.0,     alice@busy.test, SYSTEM_ERROR,  421,  4.0.0,  m-busy-1@sender.test,     4jX4611Qy3zJXC6, 20:47:58, 20:47:53
          postfix-delayed-down-1-4.4.1,     alice@down.test, NETWORK_ERROR, 0,    4.4.1,  m-down-1@sender.test,     4jX4610mh1zJXBn, 20:47:58, 20:47:53
          postfix-delayed-full-1-4.2.2,     alice@full.test, MAILBOX_FULL,  452,  4.2.2,  m-full-1@sender.test,     4jX46060bSzJX4b, 20:47:58, 20:47:52
          postfix-delayed-greylist-1-4.7.1, alice@greylist.test, RATE_LIMITED, 450, 4.7.1, m-greylist-1@sender.test, 4jX4606bBCzJXB8, 20:47:58, 20:47:52
          postfix-delayed-multi-1-4.2.2,    c@full.test,     MAILBOX_FULL,  452,  4.2.2,  m-multi-1@sender.test,    4jX4612lq3zJXCB, 20:47:58, 20:47:53
          exim4-delayed-down-4.0.0,         alice@down.test, UNDEFINED,     0,    4.0.0,  ex-down-1@sender.test,    -,               20:57:06, -
          exim4-delayed-down-4.0.0-2,       alice@down.test, UNDEFINED,     0,    4.0.0,  ex-down-1@sender.test,    -,               20:57:02, -
          exim4-delayed-down-4.0.0-3,       alice@down.test, UNDEFINED,     0,    4.0.0,  ex-down-1@sender.test,    -,               20:56:58, -
          exim4-delayed-full-4.0.0,         alice@full.test, MAILBOX_FULL,  452,  4.2.2,  ex-full-1@sender.test,    -,               20:57:03, -
          exim4-delayed-full-4.0.0-2,       alice@full.test, MAILBOX_FULL,  452,  4.2.2,  ex-full-1@sender.test,    -,               20:57:10, -
          exim4-delayed-full-4.0.0-3,       alice@full.test, MAILBOX_FULL,  452,  4.2.2,  ex-full-1@sender.test,    -,               20:56:58, -
          exim4-delayed-full-4.0.0-4,       alice@full.test, MAILBOX_FULL,  452,  4.2.2,  ex-full-1@sender.test,    -,               20:57:07, -
          """)
  void readsWhatIsDelayed(
      String sample,
      String recipient,
      String reason,
      int code,
      String status,
      String messageId,
      String queueId,
      String time,
      String queuedAt) {
    Deferral deferral = (Deferral) onlyEvent(sample);

    assertThat(deferral.recipient()).isEqualTo(recipient);
    assertThat(deferral.reason()).hasToString(reason);
    assertThat(deferral.reply().code()).isEqualTo(code);
    assertThat(deferral.reply().status()).isEqualTo(status);
    assertThat(deferral.messageId()).isEqualTo(messageId);
    assertThat(deferral.queueId()).isEqualTo(queueId);
    assertThat(deferral.time()).isEqualTo(at(time));
    assertThat(deferral.queuedAt()).isEqualTo(at(queuedAt));
  }

  @Test
  void readsWhatWasRelayedToServerWithoutNotices() {
    Delivery delivery = (Delivery) onlyEvent("postfix-relayed-relayed-1-2.0.0");

    assertThat(delivery.recipient()).isEqualTo("bob@nodsn.test");
    assertThat(delivery.messageId()).isEqualTo("m-relayed-1@sender.test");
    assertThat(delivery.queueId()).isEqualTo("4jX4Hg30YyzJXG6");
    assertThat(delivery.reply().code()).isEqualTo(250);
    assertThat(delivery.reply().status()).isEqualTo("2.0.0");
    assertThat(delivery.remoteHost()).isEqualTo("127.0.0.10");
    assertThat(delivery.time()).isEqualTo(at("20:56:15"));
    assertThat(delivery.queuedAt()).isEqualTo(at("20:56:15"));
  }

  @Test
  void readsWhoSaidWhatToWhom() {
    Bounce bounce = (Bounce) onlyEvent("postfix-failed-unknown-1-5.1.1");

    assertThat(bounce.reply().text())
        .isEqualTo("550 5.1.1 The email account that you tried to reach does not exist");
    assertThat(bounce.remoteHost()).isEqualTo("127.0.0.3");
    assertThat(bounce.reportingHost()).isEqualTo("mx.sender.test");
    assertThat(bounce.origin().host()).isEqualTo("mx.sender.test");
    assertThat(bounce.origin().sourceIp()).isNull();
    assertThat(bounce.envelopeFrom()).isEqualTo("bounce+unknown-1@sender.test");
    assertThat(bounce.envelopeId()).isEqualTo("bounce+unknown-1@sender.test");
    assertThat(bounce.matchedBy()).isNull();
  }

  @ParameterizedTest
  @MethodSource("names")
  void readsEverySample(String name) {
    assertThat(reader.read(Samples.read(name), Samples.RECEIVED_AT))
        .isInstanceOf(Reading.Report.class);
  }

  static Iterable<String> names() {
    return Samples.NAMES;
  }

  private MailEvent onlyEvent(String sample) {
    Reading reading = reader.read(Samples.read(sample), Samples.RECEIVED_AT);
    assertThat(reading).isInstanceOf(Reading.Report.class);
    assertThat(((Reading.Report) reading).events()).hasSize(1);
    return ((Reading.Report) reading).events().get(0);
  }

  private static long at(String time) {
    return time == null ? 0 : Instant.parse("2026-11-21T" + time + "Z").toEpochMilli();
  }
}
