package dev.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.Limits;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStateCodecTest {
  /** 2000-01-01, the earliest time that an event may bear. */
  private static final long EARLIEST = 946_684_800_000L;

  /** A second before 2100. */
  private static final long LATEST = 4_102_444_799_000L;

  @Test
  void readsWhatItWrote() {
    for (int seed = 0; seed < 5_000; seed++) {
      MessageState state = new RandomStates(new Random(seed)).next();
      assertThat(decoded(state)).as("seed %d", seed).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {EARLIEST, 1_577_836_800_000L, 1_577_836_799_999L, LATEST})
  void keepsTimesNearAndFar(long time) {
    Mail mail = Mail.to("hanako@docomo.ne.jp", RandomStates.ID);
    MessageState sent = EventState.of(mail.send(time));
    MessageState all =
        sent.merge(EventState.of(mail.delivery(EARLIEST)))
            .merge(EventState.of(mail.deferral(time, Reason.RATE_LIMITED, Mail.TRY_LATER)))
            .merge(EventState.of(mail.deferral(EARLIEST, Reason.RATE_LIMITED, Mail.TRY_LATER)))
            .merge(EventState.ofServersOwn(mail.expiry(time)))
            .merge(EventState.of(mail.complaint(LATEST)));
    assertThat(decoded(all)).isEqualTo(all);
    MessageState unsent = EventState.of(mail.open(time));
    assertThat(decoded(unsent)).isEqualTo(unsent);
  }

  @Test
  void keepsTheLongestTexts() {
    Mail mail =
        new Mail(
            RandomStates.ID,
            "é".repeat(Limits.ADDRESS),
            "届".repeat(Limits.NAME),
            "😀".repeat(Limits.NAME / 2),
            new Origin(
                "h".repeat(Limits.DOMAIN),
                "i".repeat(Limits.DOMAIN),
                "届".repeat(Limits.DOMAIN),
                "s".repeat(Limits.NAME),
                "c".repeat(Limits.NAME)));
    SmtpReply reply =
        new SmtpReply(
            999, "5".repeat(Limits.STATUS), "届".repeat(Limits.REPLY), "x".repeat(Limits.NAME));
    MessageState state =
        EventState.of(mail.send(Mail.at("09:00")))
            .merge(
                EventState.ofMessage(
                    mail.bounceMessage(Mail.at("09:01"), Reason.UNDEFINED, reply),
                    mail.recipient(),
                    "ß".repeat(Limits.ADDRESS),
                    MatchedBy.RECIPIENT_AND_TIME));
    assertThat(decoded(state)).isEqualTo(state);
    assertThat(state.bounce().reply().text()).hasSize(StoredReplies.STORED_LENGTH);
  }

  @Test
  void aLongReplyOfSeveralLinesKeepsItsLinkWhole() {
    String link = "https://support.google.com/mail/answer/81126#authentication";
    String line = "550-5.7.26 Your email has been blocked because the sender is unauthenticated. ";
    SmtpReply reply =
        new SmtpReply(550, "5.7.26", line.repeat(6) + "550 5.7.26  See " + link, null);
    Mail mail = Mail.to("hanako@gmail.com", RandomStates.ID);
    String stored =
        EventState.ofServersOwn(mail.refusal(Mail.at("09:01"), Reason.AUTH_FAILURE, reply))
            .bounce()
            .reply()
            .text();
    assertThat(stored).startsWith(line + "Your email").endsWith("unauthenticated. See " + link);

    SmtpReply longer = new SmtpReply(550, null, "550 " + "x".repeat(490) + ' ' + link, null);
    assertThat(StoredReplies.stored(longer).text()).doesNotContain("http").endsWith("xxx");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void keepsEveryReason(Reason reason) {
    Mail mail = Mail.to("hanako@docomo.ne.jp", RandomStates.ID);
    MessageState state =
        EventState.of(mail.deferral(Mail.at("09:00"), reason, Mail.TRY_LATER))
            .merge(
                EventState.ofServersOwn(mail.refusal(Mail.at("09:01"), reason, Mail.NO_SUCH_USER)));
    assertThat(decoded(state)).isEqualTo(state);
  }

  @Test
  void takesAHundredBytesForADeliveredMessageAndItsEnvelopeSender() {
    Mail mail =
        new Mail(
            RandomStates.ID,
            "hanako.yamada@docomo.ne.jp",
            "4bQxT91NkXz",
            null,
            new Origin("mx1.shop.example", "192.0.2.10", "shop.example", null, null));
    MessageState logged =
        EventState.of(mail.send(Mail.at("09:00")))
            .merge(EventState.of(mail.delivery(Mail.at("09:00") + 1_234)));
    Origin told = new Origin(null, null, "shop.example", "receipts", "june");
    MessageState toldToo = logged.merge(EventState.of(mail.origin(told).send(Mail.at("09:00"))));
    assertThat(MessageStateCodec.encode(logged).length).isLessThanOrEqualTo(125);
    assertThat(MessageStateCodec.encode(toldToo).length).isLessThanOrEqualTo(137);
  }

  @Test
  void refusesWhatANewerTodokuWrote() {
    byte[] bytes =
        MessageStateCodec.encode(
            EventState.of(Mail.to("a@example.jp", RandomStates.ID).send(Mail.at("09:00"))));
    bytes[0]++;
    assertThatThrownBy(() -> MessageStateCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 6");
  }

  private static MessageState decoded(MessageState state) {
    return MessageStateCodec.decode(MessageStateCodec.encode(state));
  }
}
