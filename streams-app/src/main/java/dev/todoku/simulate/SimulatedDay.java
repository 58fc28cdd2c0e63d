package dev.todoku.simulate;

import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.simulate.SimulatedRecipients.Mailbox;
import dev.todoku.simulate.SimulatedRecipients.Recipient;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A day of a Japanese shop's mail in which docomo blocks one of its three source addresses from
 * 10:20 to 15:00 local time; besides that about one message in a hundred meets one of the usual
 * troubles.
 *
 * <p>The events come in order of event time. All sends lie within the day; late bounces and
 * reactions may follow up to six hours after it. The same seed gives the same events. Memory holds
 * only what is yet to follow from messages already sent.
 */
public final class SimulatedDay implements Iterator<MailEvent> {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final LocalTime BLOCK_START = LocalTime.of(10, 20);
  private static final LocalTime BLOCK_END = LocalTime.of(15, 0);
  private static final String BLOCKING_DOMAIN = "docomo.ne.jp";
  private static final String BLOCKING_PROVIDER = "docomo";

  /** Addresses of TEST-NET-3 (RFC 5737), the first of which is blocked. */
  private static final List<String> SOURCE_IPS =
      List.of("203.0.113.5", "203.0.113.6", "203.0.113.7");

  private static final int MESSAGES_PER_RECIPIENT = 3;
  private static final double BLOCKED = .98;
  private static final double GREYLISTED = .04;
  private static final double OPENED = .18;
  private static final double CLICKED = .2;
  private static final double COMPLAINED = .0004;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private record Planned(MailEvent event, long number) {}

  private final Random random;
  private final List<Mailing> mailings = Mailing.load();
  private final SimulatedRecipients recipients;
  private final SendTimes sendTimes;
  private final Truth truth;
  private final String run;
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparingLong((Planned p) -> p.event().time())
              .thenComparingLong(Planned::number));
  private int sent;
  private long numbered;

  /**
   * A day.
   *
   * @param day the date in Japan
   * @param messages how many messages go out in it
   */
  public SimulatedDay(long seed, LocalDate day, int messages) {
    random = new Random(seed);
    recipients = new SimulatedRecipients(Math.max(1, messages / MESSAGES_PER_RECIPIENT), seed);
    sendTimes = new SendTimes(mailings, at(day, LocalTime.MIDNIGHT), messages, random);
    truth =
        new Truth(BLOCKING_PROVIDER, SOURCE_IPS.get(0), at(day, BLOCK_START), at(day, BLOCK_END));
    run = String.format(Locale.ROOT, "%tY%<tm%<td.%x", day, seed);
  }

  /** What really happens in this day. */
  public Truth truth() {
    return truth;
  }

  @Override
  public boolean hasNext() {
    return !planned.isEmpty() || sendTimes.hasNext();
  }

  @Override
  public MailEvent next() {
    while (sendTimes.hasNext()
        && (planned.isEmpty() || sendTimes.peek() <= planned.element().event().time())) {
      plan(message());
    }
    if (planned.isEmpty()) {
      throw new NoSuchElementException();
    }
    return planned.remove().event();
  }

  /** How many events are yet to follow from messages already sent. */
  int pending() {
    return planned.size();
  }

  private Message message() {
    long time = sendTimes.peek();
    Mailing mailing = mailing(sendTimes.take());
    int sender = random.nextInt(SOURCE_IPS.size());
    Origin origin =
        new Origin(
            "mta" + (sender + 1) + ".example.jp",
            SOURCE_IPS.get(sender),
            mailing.fromDomain(),
            mailing.mailStream(),
            mailing.campaign());
    sent++;
    return new Message(
        run + '.' + sent + '@' + mailing.fromDomain(),
        Long.toHexString((sender + 10L) << 32 | sent).toUpperCase(Locale.ROOT),
        recipients.any(random),
        time,
        between(4_000, 60_000),
        mailing.subject(),
        origin);
  }

  private Mailing mailing(int minute) {
    double total = mailings.stream().mapToDouble(m -> m.weightIn(minute)).sum();
    double left = random.nextDouble() * total;
    Mailing last = mailings.get(0);
    for (Mailing mailing : mailings) {
      if (mailing.weightIn(minute) > 0) {
        last = mailing;
        left -= mailing.weightIn(minute);
        if (left < 0) {
          return mailing;
        }
      }
    }
    return last;
  }

  private void plan(Message message) {
    add(message.send());
    attempt(message, message.sentAt() + between(200, 3 * SECOND), 1);
  }

  private void attempt(Message message, long time, int attempt) {
    Recipient to = message.recipient();
    if (isBlocked(message, time)) {
      add(message.refused(time, Reason.BLOCKED, SimulatedReplies.blocked(truth.sourceIp())));
    } else if (to.mailbox() == Mailbox.UNKNOWN) {
      add(message.refused(time, Reason.USER_UNKNOWN, SimulatedReplies.unknown(to.address())));
    } else if (to.mailbox() == Mailbox.FULL) {
      add(message.refused(time, Reason.MAILBOX_FULL, SimulatedReplies.full(to.address())));
    } else if (to.mailbox() == Mailbox.FULL_FOR_NOW && attempt < 3) {
      add(message.deferred(time, Reason.MAILBOX_FULL, SimulatedReplies.fullForNow(to.address())));
      attempt(message, time + between(20 * MINUTE, 70 * MINUTE), attempt + 1);
    } else if (to.greylists() && attempt == 1 && chance(GREYLISTED)) {
      add(message.deferred(time, Reason.RATE_LIMITED, SimulatedReplies.greylisted(to.address())));
      attempt(message, time + between(5 * MINUTE, 15 * MINUTE), attempt + 1);
    } else {
      accept(message, time);
    }
  }

  private boolean isBlocked(Message message, long time) {
    return message.recipient().domain().equals(BLOCKING_DOMAIN)
        && truth.sourceIp().equals(message.origin().sourceIp())
        && time >= truth.blockStart()
        && time < truth.blockEnd()
        && chance(BLOCKED);
  }

  private void accept(Message message, long time) {
    add(message.delivered(time));
    String address = message.recipient().address();
    if (message.recipient().mailbox() == Mailbox.UNKNOWN_LATER) {
      long back = time + between(10 * MINUTE, 6 * HOUR);
      add(message.returned(back, Reason.USER_UNKNOWN, SimulatedReplies.unknown(address)));
      return;
    }
    if (chance(OPENED)) {
      long opened = time + between(MINUTE, 4 * HOUR);
      add(message.engaged(opened, Engagement.Kind.OPEN));
      if (chance(CLICKED)) {
        add(message.engaged(opened + between(2 * SECOND, 2 * MINUTE), Engagement.Kind.CLICK));
      }
    }
    if (chance(COMPLAINED)) {
      add(message.complained(time + between(5 * MINUTE, 5 * HOUR)));
    }
  }

  private void add(MailEvent event) {
    planned.add(new Planned(event, numbered++));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private long between(long from, long to) {
    return from + (long) (random.nextDouble() * (to - from));
  }

  private static long at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(JAPAN).toInstant().toEpochMilli();
  }
}
