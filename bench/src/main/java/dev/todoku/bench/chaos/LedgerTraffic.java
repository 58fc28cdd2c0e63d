package dev.todoku.bench.chaos;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded mail with everything that makes joining hard: duplicates, disorder, bounces that come
 * before their send or hours to days after it, bounces that name whom the mail was forwarded to,
 * complaints, bounces of what was never sent.
 */
final class LedgerTraffic {
  private static final List<String> DOMAINS =
      List.of("gmail.com", "docomo.ne.jp", "softbank.ne.jp", "yahoo.co.jp", "icloud.com", "");
  private static final int SMALL_DOMAINS = 20;
  private static final int HOSTS = 3;
  private static final long SECOND = 1_000;
  private static final long MOST_DISORDER = 600 * SECOND;
  private static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 OK", "end of DATA");
  private static final SmtpReply UNKNOWN =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");
  private static final SmtpReply FULL =
      new SmtpReply(552, "5.2.2", "552 5.2.2 Mailbox full", "RCPT TO");
  private static final SmtpReply LATER =
      new SmtpReply(450, "4.7.1", "450 4.7.1 Greylisted, try again later", "RCPT TO");

  private final SplittableRandom random;
  private final Fates fates;
  private final long latestBounce;
  private final long disorder;
  private final List<InputRecord> records = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param fates takes in what really becomes of the messages
   * @param latestBounce how long after its acceptance a bounce comes at most, milliseconds
   */
  LedgerTraffic(long seed, Fates fates, long latestBounce) {
    this.random = new SplittableRandom(seed);
    this.fates = fates;
    this.latestBounce = latestBounce;
    this.disorder = Math.min(latestBounce, MOST_DISORDER);
  }

  /** All records of message {@code number}, sent at {@code time}, in no order. */
  List<InputRecord> message(int number, long time) {
    records.clear();
    int server = random.nextInt(HOSTS) + 1;
    Origin origin =
        new Origin(
            "ledger" + server + ".example",
            "198.51.100." + server,
            "ledger.example",
            "receipt",
            null);
    String domain = DOMAINS.get(random.nextInt(DOMAINS.size()));
    String recipient =
        "l"
            + random.nextInt(1 + number / 2)
            + '@'
            + (domain.isEmpty() ? "small" + random.nextInt(SMALL_DOMAINS) + ".example" : domain);
    String id = "ledger." + number + "@ledger.example";
    Send send =
        Send.builder(id, recipient, time)
            .envelopeFrom("bounce@ledger.example")
            .queueId("L" + number)
            .size(2_000)
            .subject("r")
            .origin(origin)
            .build();
    int fate = random.nextInt(1_000);
    long answered = time + 300 + random.nextLong(20 * SECOND);
    if (fate < 3) {
      // Never sent, or not by anybody who writes here.
      String stranger = "never" + number + "@gmail.com";
      write(bounce(send, answered, Bounce.Kind.OUT_OF_BAND, stranger));
      return List.copyOf(records);
    }
    write(send);
    if (fate < 40) {
      write(bounce(send, answered, Bounce.Kind.IN_BAND, recipient));
    } else if (fate < 55) {
      write(deferral(send, answered));
      write(delivery(send, answered + SECOND + random.nextLong(disorder)));
    } else {
      write(delivery(send, answered));
    }
    if (fate >= 55 && fate < 95) {
      long returned = answered + SECOND + random.nextLong(latestBounce);
      String named = fate < 65 ? "forwarded" + number + "@elsewhere.example" : recipient;
      write(bounce(send, returned, Bounce.Kind.OUT_OF_BAND, named));
    } else if (fate >= 95 && fate < 105) {
      write(new Complaint(id, recipient, answered + random.nextLong(latestBounce), "abuse"));
    }
    return List.copyOf(records);
  }

  private void write(MailEvent event) {
    fates.add(event);
    records.add(InputRecord.of(event, arrival(event)));
    if (random.nextInt(100) < 3) {
      records.add(InputRecord.of(event, arrival(event)));
    }
  }

  /** Most of it comes within seconds; one record in fifty up to ten minutes late. */
  private long arrival(MailEvent event) {
    long delay = random.nextInt(50) == 0 ? disorder : 5 * SECOND;
    return event.time() + random.nextLong(delay);
  }

  private static Delivery delivery(Send send, long time) {
    return Delivery.builder(send.messageId(), send.recipient(), time)
        .queuedAt(send.time())
        .queueId(send.queueId())
        .remoteHost("mx.example")
        .reply(ACCEPTED)
        .origin(send.origin())
        .build();
  }

  private static Deferral deferral(Send send, long time) {
    return Deferral.builder(send.messageId(), send.recipient(), time)
        .queuedAt(send.time())
        .queueId(send.queueId())
        .remoteHost("mx.example")
        .reason(Reason.RATE_LIMITED)
        .reply(LATER)
        .origin(send.origin())
        .build();
  }

  private static Bounce bounce(Send send, long time, Bounce.Kind kind, String named) {
    boolean isInBand = kind == Bounce.Kind.IN_BAND;
    return Bounce.builder(send.messageId(), named, time)
        .kind(kind)
        .reason(isInBand ? Reason.USER_UNKNOWN : Reason.MAILBOX_FULL)
        .reply(isInBand ? UNKNOWN : FULL)
        .queuedAt(isInBand ? send.time() : 0)
        .queueId(isInBand ? send.queueId() : null)
        .envelopeFrom(send.envelopeFrom())
        .remoteHost("mx.example")
        .reportingHost(isInBand ? null : "mx.example")
        .origin(send.origin())
        .build();
  }
}
