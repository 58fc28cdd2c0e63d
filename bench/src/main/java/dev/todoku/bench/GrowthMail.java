package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Mail of a mailing service with many customers: any of its senders to any domain, so that nearly
 * each message is the first of its From domain, and of its source IP, at its provider.
 *
 * @param messages how many
 * @param senders how many From domains, as many source IPs and as many campaigns
 * @param domains of recipients; each is a provider of its own
 * @param start event time of the first send
 * @param spanMs event time from the first send to the last
 */
record GrowthMail(int messages, int senders, int domains, long start, long spanMs) {
  private static final int UNKNOWN_ONE_IN = 50;
  private static final int BYTE = 256;
  private static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 OK", "end of DATA");
  private static final SmtpReply UNKNOWN =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");

  /** Numbers of a message's From domain, source IP, campaign and recipient's domain. */
  record Flow(int sender, int ip, int campaign, int domain) {}

  /** Who sends message {@code number} to whom. */
  Flow flow(int number) {
    SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
    return new Flow(
        random.nextInt(senders),
        random.nextInt(senders),
        random.nextInt(senders),
        random.nextInt(domains));
  }

  /** Message {@code number}, of 0 to {@link #messages} - 1. */
  Mail mail(int number) {
    Flow flow = flow(number);
    long time = start + (long) ((double) spanMs * number / messages);
    String from = "customer" + flow.sender() + ".example";
    String to = "domain" + flow.domain() + ".example";
    Origin origin =
        new Origin(
            "mx" + flow.ip() + ".example",
            "10."
                + flow.ip() / BYTE / BYTE
                + '.'
                + flow.ip() / BYTE % BYTE
                + '.'
                + flow.ip() % BYTE,
            from,
            "newsletter",
            "campaign-" + flow.campaign());
    Send send =
        Send.builder("g" + number + '@' + from, "r" + number + '@' + to, time)
            .envelopeFrom("bounces@" + from)
            .queueId("Q" + number)
            .size(2_000)
            .subject("news")
            .origin(origin)
            .build();
    String host = "mx." + to;
    return number % UNKNOWN_ONE_IN == 0
        ? new Mail(
            send,
            Optional.empty(),
            Optional.of(
                Mail.bounce(
                    send, time + 1, Bounce.Kind.IN_BAND, Reason.USER_UNKNOWN, host, UNKNOWN)))
        : new Mail(
            send, Optional.of(Mail.delivery(send, time + 1, host, ACCEPTED)), Optional.empty());
  }
}
