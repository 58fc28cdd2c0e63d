package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Mail of a shop, the same in every run: each message follows from the workload's name and its
 * number. Sends are spread evenly over a span of event time. 97 % of the messages are delivered
 * within half a minute; 3 % bounce, half of them at once, half by a bounce message that comes an
 * hour to two days after the acceptance. Of about one message in two thousand somebody complains an
 * hour later.
 *
 * @param name goes into the Message-IDs
 * @param messages how many
 * @param start event time of the first send
 * @param span event time from the first send to the last
 */
record Workload(String name, int messages, long start, Duration span) {
  private static final double IN_BAND = 0.015;
  private static final double OUT_OF_BAND = 0.015;
  private static final int PER_COMPLAINT = 1_000;
  private static final long LATEST_COMPLAINT_MS = 300_000;
  private static final long LATEST_DELIVERY_MS = 30_000;
  private static final long HOUR_MS = 3_600_000;
  private static final long LATEST_BOUNCE_MS = 48 * HOUR_MS;

  /** No event of a message is later than so long after its send. */
  static final Duration LATEST_ANSWER = Duration.ofMillis(LATEST_BOUNCE_MS + HOUR_MS);

  /** By share of mail; the last stands for domains that are a provider each. */
  private static final List<String> DOMAINS =
      List.of(
          "gmail.com",
          "gmail.com",
          "gmail.com",
          "docomo.ne.jp",
          "docomo.ne.jp",
          "ezweb.ne.jp",
          "softbank.ne.jp",
          "yahoo.co.jp",
          "icloud.com",
          "outlook.com",
          "");

  private static final int SMALL_DOMAINS = 500;
  private static final int SOURCES = 4;
  private static final int CAMPAIGNS = 20;
  private static final List<String> STREAMS = List.of("newsletter", "order", "password-reset");
  private static final List<String> SENDERS = List.of("shop.example.jp", "mail.example.com");
  private static final String QUEUE_ID = "BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789";
  private static final int QUEUE_ID_LENGTH = 13;

  /** Event time after the last send, epoch milliseconds. */
  long end() {
    return start + span.toMillis();
  }

  /** Message {@code number}, of 0 to {@link #messages} - 1. */
  Mail mail(int number) {
    SplittableRandom random =
        new SplittableRandom(name.hashCode() * 1_000_003L + number * 0x9E3779B97F4A7C15L);
    long sentAt = start + (long) ((double) span.toMillis() * number / messages);
    Origin origin = origin(random);
    String id = Long.toHexString(random.nextLong()) + '.' + name + number + '@' + origin.host();
    String recipient = recipient(random);
    String queueId = queueId(random);
    Send send =
        Send.builder(id, recipient, sentAt)
            .envelopeFrom("bounces@" + origin.fromDomain())
            .queueId(queueId)
            .size(2_000 + random.nextInt(60_000))
            .subject("【感謝セール】お得なお知らせ " + random.nextInt(100_000))
            .origin(origin)
            .build();
    double fate = random.nextDouble();
    if (fate < IN_BAND) {
      long refusedAt = sentAt + 500 + random.nextLong(LATEST_DELIVERY_MS);
      return new Mail(send, Optional.empty(), Optional.of(inBand(send, refusedAt)));
    }
    long acceptedAt = sentAt + 500 + random.nextLong(LATEST_DELIVERY_MS);
    Delivery delivery = delivery(send, acceptedAt);
    if (fate < IN_BAND + OUT_OF_BAND) {
      long returnedAt = acceptedAt + HOUR_MS + random.nextLong(LATEST_BOUNCE_MS - HOUR_MS);
      return new Mail(send, Optional.of(delivery), Optional.of(outOfBand(send, returnedAt)));
    }
    Optional<Complaint> complaint =
        number % PER_COMPLAINT == PER_COMPLAINT / 2
            ? Optional.of(complaint(send, acceptedAt + 1 + random.nextLong(LATEST_COMPLAINT_MS)))
            : Optional.empty();
    return new Mail(send, Optional.of(delivery), Optional.empty(), complaint);
  }

  private static Complaint complaint(Send send, long time) {
    return new Complaint(send.messageId(), send.recipient(), time, "abuse");
  }

  /** The number that {@code messageId} was made from; -1 when it is of another workload. */
  int numberOf(String messageId) {
    int mark = messageId.indexOf('.' + name);
    return mark < 0
        ? -1
        : Integer.parseInt(
            messageId.substring(mark + 1 + name.length(), messageId.indexOf('@', mark)));
  }

  private static Origin origin(SplittableRandom random) {
    int source = random.nextInt(SOURCES);
    return new Origin(
        "mx" + source + ".example.jp",
        "203.0.113." + (10 + source),
        SENDERS.get(random.nextInt(SENDERS.size())),
        STREAMS.get(random.nextInt(STREAMS.size())),
        "2026-11-sale-" + random.nextInt(CAMPAIGNS));
  }

  /** Every second message or so goes to somebody who got one before. */
  private String recipient(SplittableRandom random) {
    int person = random.nextInt(Math.max(1, messages));
    String domain = DOMAINS.get(person % DOMAINS.size());
    return "user."
        + name
        + Integer.toHexString(person)
        + '@'
        + (domain.isEmpty() ? "company" + person % SMALL_DOMAINS + ".example" : domain);
  }

  private static String queueId(SplittableRandom random) {
    StringBuilder id = new StringBuilder(QUEUE_ID_LENGTH);
    for (int i = 0; i < QUEUE_ID_LENGTH; i++) {
      id.append(QUEUE_ID.charAt(random.nextInt(QUEUE_ID.length())));
    }
    return id.toString();
  }

  private static Delivery delivery(Send send, long time) {
    return Mail.delivery(
        send,
        time,
        remoteHost(send),
        new SmtpReply(
            250, "2.0.0", "250 2.0.0 OK " + time + " queued as " + send.queueId(), "end of DATA"));
  }

  private static Bounce inBand(Send send, long time) {
    SmtpReply reply =
        new SmtpReply(
            550,
            "5.1.1",
            "550 5.1.1 <" + send.recipient() + ">: Recipient address rejected: User unknown",
            "RCPT TO");
    return Mail.bounce(
        send, time, Bounce.Kind.IN_BAND, Reason.USER_UNKNOWN, remoteHost(send), reply);
  }

  private static Bounce outOfBand(Send send, long time) {
    SmtpReply reply =
        new SmtpReply(
            552, "5.2.2", "552 5.2.2 <" + send.recipient() + ">: mailbox is full", "end of DATA");
    return Mail.bounce(
        send, time, Bounce.Kind.OUT_OF_BAND, Reason.MAILBOX_FULL, remoteHost(send), reply);
  }

  private static String remoteHost(Send send) {
    return "mx1." + send.recipient().substring(send.recipient().indexOf('@') + 1);
  }
}
