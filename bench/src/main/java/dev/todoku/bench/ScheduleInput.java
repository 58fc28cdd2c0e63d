package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.simulate.SimulatedDay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The input of all schedules: a simulated day with its block; the logs of two hosts whose clocks
 * are five minutes apart; and beside them what makes mail hard: duplicates, disorder, bounces hours
 * after their mail, of a forwarding, without a Message-ID, and of mail that was never sent.
 */
final class ScheduleInput {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int LATER_MAILS = 64;
  private static final long DISORDER_MS = 4_000;
  private static final SmtpReply UNKNOWN =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");

  private final Random random;
  private final List<Timed> records = new ArrayList<>();

  /**
   * A record of the input.
   *
   * @param dueAt event time by which it is written
   * @param time its timestamp
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Timed(long dueAt, String topic, byte[] key, byte[] value, long time) {}

  private ScheduleInput(long seed) {
    random = new Random(seed);
  }

  /** The records in the order in which they are written. */
  static List<Timed> of(long seed, int mails) {
    ScheduleInput input = new ScheduleInput(seed);
    input.addDay(new SimulatedDay(seed, DAY, mails));
    input.addLogs(Math.max(20, mails / 20));
    input.records.sort(Comparator.comparingLong(Timed::dueAt));
    return List.copyOf(input.records);
  }

  /**
   * Mail of another day, some for each partition: where nobody says how far the input has come,
   * only later mail shows that time has passed.
   */
  static List<Timed> afterwards(long time) {
    ScheduleInput input = new ScheduleInput(0);
    for (int number = 0; number < LATER_MAILS; number++) {
      String messageId = "afterwards-" + number + "@example.jp";
      String recipient = "afterwards-" + number + "@example.org";
      input.add(Send.builder(messageId, recipient, time).build(), time);
      input.add(Delivery.builder(messageId, recipient, time).build(), time);
    }
    return input.records;
  }

  private void addDay(SimulatedDay day) {
    while (day.hasNext()) {
      MailEvent event = day.next();
      add(event, event.time() + random.nextLong(DISORDER_MS));
      if (random.nextInt(10) == 0) {
        add(event, event.time() + random.nextLong(10 * DISORDER_MS));
      }
      if (event instanceof Delivery delivery && random.nextInt(100) == 0) {
        addLateBounce(delivery);
      }
    }
  }

  private void addLateBounce(Delivery delivery) {
    long time = delivery.time() + HOUR / 4 + random.nextLong(5 * HOUR);
    String domain = delivery.recipient().substring(delivery.recipient().indexOf('@') + 1);
    Bounce bounce =
        switch (random.nextInt(4)) {
          case 0 -> bounce(delivery.messageId(), delivery.recipient(), time);
          case 1 -> bounce(delivery.messageId(), "forwarded@elsewhere." + domain, time);
          case 2 -> bounce(null, delivery.recipient(), time);
          default -> bounce("never-sent-" + time + "@example.jp", delivery.recipient(), time);
        };
    add(bounce, time + random.nextLong(DISORDER_MS));
  }

  private static Bounce bounce(@Nullable String messageId, String recipient, long time) {
    return Bounce.builder(messageId, recipient, time)
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(Reason.USER_UNKNOWN)
        .reply(UNKNOWN)
        .build();
  }

  private void add(MailEvent event, long dueAt) {
    if (event instanceof Send send) {
      add(Topics.SENDS, send.messageId(), send, dueAt);
    } else if (event instanceof DeliveryEvent delivery) {
      add(Topics.DELIVERIES, delivery.messageId(), delivery, dueAt);
    } else if (event instanceof Bounce bounce) {
      String key = bounce.messageId() == null ? bounce.sentTo() : bounce.messageId();
      add(Topics.BOUNCES, key, bounce, dueAt);
    } else if (event instanceof FeedbackEvent feedback) {
      add(Topics.FEEDBACK, feedback.messageId(), feedback, dueAt);
    }
  }

  private <T extends MailEvent> void add(Topic<String, T> topic, String key, T event, long dueAt) {
    records.add(
        new Timed(
            dueAt,
            topic.name(),
            key.getBytes(StandardCharsets.UTF_8),
            topic.valueSerde().serializer().serialize(topic.name(), event),
            event.time()));
  }

  /** Two hosts that write at the same moments, one of them with a clock that is behind. */
  private void addLogs(int mails) {
    long begin = Instant.parse(DAY + "T00:30:00Z").toEpochMilli();
    for (int i = 0; i < mails; i++) {
      long at = begin + 12 * HOUR * i / mails;
      addMail("mx1", i, at, at);
      addMail("mx2", i, at, at - 5 * MINUTE);
    }
  }

  private void addMail(String host, int number, long at, long clock) {
    String queueId = String.format(Locale.ROOT, "4%s%05X", host.substring(2), number);
    String recipient = "user" + number % 97 + "@example" + number % 7 + ".com";
    boolean isRefused = number % 11 == 3;
    String[] lines = {
      "postfix/smtpd[7]: " + queueId + ": client=app[192.0.2.1]",
      "postfix/cleanup[8]: " + queueId + ": message-id=<" + queueId + "@" + host + ".example>",
      "postfix/qmgr[9]: " + queueId + ": from=<shop@" + host + ".example>, size=900, nrcpt=1",
      "postfix/smtp[10]: "
          + queueId
          + ": to=<"
          + recipient
          + ">, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, "
          + (isRefused
              ? "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 <"
                  + recipient
                  + "> User unknown (in reply to RCPT TO command))"
              : "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1)"),
      "postfix/qmgr[9]: " + queueId + ": removed"
    };
    for (int line = 0; line < lines.length; line++) {
      long time = clock + line * 200L;
      records.add(
          new Timed(
              at + line * 200L,
              Topics.RAW_POSTFIX.name(),
              host.getBytes(StandardCharsets.UTF_8),
              (Instant.ofEpochMilli(time) + " " + host + " " + lines[line])
                  .getBytes(StandardCharsets.UTF_8),
              at + line * 200L));
    }
  }
}
