package dev.todoku.message;

import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Facts of one message, from values so few that events often agree, differ in part or tie. */
final class RandomStates {
  static final String ID = "order-1@shop.example";

  private static final List<String> RECIPIENTS =
      List.of("Hanako@docomo.ne.jp", "hanako@docomo.ne.jp");
  private static final List<Reason> REASONS =
      List.of(Reason.USER_UNKNOWN, Reason.BLOCKED, Reason.MAILBOX_FULL, Reason.EXPIRED);
  private static final List<SmtpReply> REPLIES =
      List.of(
          SmtpReply.UNKNOWN,
          Mail.NO_SUCH_USER,
          Mail.BLOCKED,
          new SmtpReply(550, "5.7.1", "550 5.7.1 Blocked", null),
          new SmtpReply(550, null, "550 no", "RCPT TO"));
  private static final List<Origin> ORIGINS =
      List.of(
          Origin.UNKNOWN,
          new Origin("mx1", "192.0.2.1", "shop.example", null, null),
          new Origin("mx2", null, "shop.example", null, null),
          new Origin("relay", "relay", null, Origin.NOTICES, null),
          new Origin(null, null, "news.example", "newsletter", "june"),
          new Origin("app1", null, null, "receipts", null),
          new Origin("app2", null, null, null, "july"));

  private static final List<NextHop> HOPS =
      List.of(
          new NextHop(HopKind.OWN, "127.0.0.1", 10_024, "FILTER_PORT"),
          new NextHop(HopKind.RELAY, "smtp.example.net", 587, "SUBMISSION_PORT"),
          new NextHop(HopKind.PROVIDER, "mx.example", 25, "NOTHING_ELSE"),
          new NextHop(HopKind.MAILBOX, "local", 0, "LOCAL_DELIVERY"),
          new NextHop(HopKind.DISCARD, null, 0, "DELETED"));

  private final Random random;

  RandomStates(Random random) {
    this.random = random;
  }

  /** Facts of one to four events. */
  MessageState next() {
    MessageState state = ofOneEvent();
    for (int more = random.nextInt(4); more > 0; more--) {
      state = state.merge(ofOneEvent());
    }
    return state;
  }

  List<MessageState> ofEvents(int count) {
    List<MessageState> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      facts.add(ofOneEvent());
    }
    return facts;
  }

  private MessageState ofOneEvent() {
    Mail mail =
        new Mail(
            ID,
            oneOf(RECIPIENTS),
            random.nextBoolean() ? null : "4bQ" + random.nextInt(3),
            random.nextBoolean() ? null : "v" + random.nextInt(3),
            oneOf(ORIGINS));
    long time = Mail.at("09:00") + random.nextInt(6) * 1_000L;
    EvidenceGrade shared = oneOf(List.of(EvidenceGrade.values()));
    return switch (random.nextInt(15)) {
      case 0 -> EventState.of(mail.send(time));
      case 1 -> EventState.of(mail.delivery(time));
      case 2 -> EventState.of(mail.deferral(time, oneOf(REASONS), oneOf(REPLIES)));
      case 3 -> EventState.ofServersOwn(mail.refusal(time, oneOf(REASONS), oneOf(REPLIES)));
      case 4 -> EventState.ofServersOwn(mail.expiry(time));
      case 5 ->
          EventState.ofMessage(
              mail.bounceMessage(time, oneOf(REASONS), oneOf(REPLIES)),
              mail.recipient(),
              random.nextBoolean() ? null : "behind" + random.nextInt(3) + "@forward.example",
              oneOf(List.of(MatchedBy.values())));
      case 6 -> EventState.of(random.nextBoolean() ? mail.open(time) : mail.unsubscription(time));
      case 7 ->
          EventState.ofShared(mail.recipient())
              .merge(
                  EventState.ofReport(
                      mail.complaint(time), mail.recipient(), EvidenceGrade.PROVEN, shared));
      case 8, 9 ->
          EventState.ofReport(
              mail.bounceMessage(time, oneOf(REASONS), oneOf(REPLIES)),
              mail.recipient(),
              random.nextBoolean() ? null : "behind" + random.nextInt(3) + "@forward.example",
              oneOf(List.of(MatchedBy.values())),
              oneOf(List.of(EvidenceGrade.PROVEN, shared)),
              shared);
      case 10 ->
          EventState.ofReport(
              mail.complaint(time),
              mail.recipient(),
              oneOf(List.of(EvidenceGrade.PROVEN, shared)),
              shared);
      case 11 -> EventState.of(mail.delivery(time, oneOf(HOPS), "4bQ" + random.nextInt(4)));
      case 12 -> EventState.of(mail.deferral(time, oneOf(HOPS), oneOf(REASONS), oneOf(REPLIES)));
      case 13 ->
          EventState.ofServersOwn(mail.refusal(time, oneOf(HOPS), oneOf(REASONS), oneOf(REPLIES)));
      default -> EventState.of(mail.complaint(time));
    };
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
