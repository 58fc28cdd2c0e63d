package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.util.Optional;

/**
 * Mail over many source IPs to as many providers, of which some begin to refuse an IP in plain
 * words, one after the other. Each block is of another IP, of another network and of another
 * provider, so that no two of them are one incident. A quarter of the mail goes over the streams
 * that are blocked in the end, or a block would take minutes to show where there is little mail. A
 * hundredth of the rest goes to users unknown, as it does everywhere. All of it is answered a
 * second after it was sent.
 *
 * @param side how many providers, and how many source IPs; at most 256
 * @param blocks how many streams are blocked in the end; at most {@code side}
 * @param first when the first block begins, milliseconds since 1970
 * @param last when the last one has begun
 */
record LatencyTraffic(int side, int blocks, long first, long last) {
  private static final int ONE_IN = 4;
  private static final int UNKNOWN_ONE_IN = 97;
  private static final int FROM_DOMAINS = 10;
  private static final long ANSWERED_AFTER_MS = 1_000;
  private static final String REMOTE_HOST = "mx.remote.example";
  private static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 OK", "end of DATA");
  private static final SmtpReply UNKNOWN =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");

  /** Such mail while no block begins. */
  static LatencyTraffic withoutBlocks(int side, int blocks) {
    return new LatencyTraffic(side, blocks, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** When {@code block}, of 0 to {@link #blocks} - 1, begins. */
  long begin(int block) {
    return first + (last - first) * block / blocks;
  }

  /** What {@code block} is of. */
  Scope scope(int block) {
    return new Scope(provider(block), sourceIp(block), null);
  }

  /** Message {@code number}, sent at {@code time}. */
  Mail mail(long number, long time) {
    boolean isOfABlock = number % ONE_IN == 0;
    int block = (int) (number / ONE_IN % blocks);
    long other = number - number / ONE_IN - 1;
    int ip = isOfABlock ? block : (int) (other % side);
    int provider = isOfABlock ? block : (int) (other / side % side);
    Origin origin =
        new Origin(
            "mx" + ip + ".example",
            sourceIp(ip),
            "d" + ip % FROM_DOMAINS + ".example",
            "shop",
            null);
    String id = "l" + number + "@mx" + ip + ".example";
    Send send =
        Send.builder(id, "r" + number + '@' + provider(provider), time)
            .envelopeFrom("bounces@" + origin.fromDomain())
            .queueId("Q" + number)
            .size(2_000)
            .subject("receipt")
            .origin(origin)
            .build();
    long answeredAt = time + ANSWERED_AFTER_MS;
    if (ip == provider && ip < blocks && answeredAt >= begin(ip)) {
      return bounced(send, blocked(send, answeredAt));
    }
    if (!isOfABlock && number % UNKNOWN_ONE_IN == 0) {
      return bounced(send, unknown(send, answeredAt));
    }
    return new Mail(
        send,
        Optional.of(Mail.delivery(send, answeredAt, REMOTE_HOST, ACCEPTED)),
        Optional.empty());
  }

  private static Mail bounced(Send send, Bounce bounce) {
    return new Mail(send, Optional.empty(), Optional.of(bounce));
  }

  private static Bounce unknown(Send send, long time) {
    return Mail.bounce(send, time, Bounce.Kind.IN_BAND, Reason.USER_UNKNOWN, REMOTE_HOST, UNKNOWN);
  }

  private static Bounce blocked(Send send, long time) {
    SmtpReply reply =
        new SmtpReply(
            550,
            "5.7.1",
            "550 5.7.1 Client host [" + send.origin().sourceIp() + "] is blocked",
            "MAIL FROM");
    return Mail.bounce(send, time, Bounce.Kind.IN_BAND, Reason.BLOCKED, REMOTE_HOST, reply);
  }

  private static String provider(int number) {
    return "p" + number + ".example";
  }

  /** Each in a network of its own. */
  private static String sourceIp(int number) {
    return "198.18." + number + ".1";
  }
}
