package dev.todoku.cases;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mail to one recipient, and what the log of its sending server says of it.
 *
 * @param number what distinguishes it from others: its Message-ID, its queue id
 * @param recipient address as it was sent to
 * @param host the sending server
 * @param from the envelope sender, and the header From
 * @param size in bytes
 * @param campaign the application's name of the campaign, null when it names none
 * @param mailStream the kind of mail, null when the application tells none
 */
record CaseMail(
    int number,
    String recipient,
    String host,
    String from,
    int size,
    String campaign,
    String mailStream) {
  static final String MX1 = "mx1";
  static final String MX2 = "mx2";
  static final String IP1 = "192.0.2.10";
  static final String IP2 = "198.51.100.7";
  static final Map<String, String> SOURCE_IPS = Map.of(MX1, IP1, MX2, IP2);

  private static final Pattern STATUS = Pattern.compile("^\\d{3}[ -](\\d\\.\\d+\\.\\d+)\\b");

  /** The mail of that number, of shop.example by mx1. */
  static CaseMail to(String recipient, int number) {
    return new CaseMail(number, recipient, MX1, "news@shop.example", 4_000, null, null);
  }

  CaseMail by(String otherHost) {
    return new CaseMail(number, recipient, otherHost, from, size, campaign, mailStream);
  }

  CaseMail from(String otherFrom) {
    return new CaseMail(number, recipient, host, otherFrom, size, campaign, mailStream);
  }

  CaseMail bytes(int otherSize) {
    return new CaseMail(number, recipient, host, from, otherSize, campaign, mailStream);
  }

  CaseMail campaign(String name) {
    return new CaseMail(number, recipient, host, from, size, name, mailStream);
  }

  CaseMail stream(String name) {
    return new CaseMail(number, recipient, host, from, size, campaign, name);
  }

  String messageId() {
    return "m" + number + "@shop.example";
  }

  private String queueId() {
    return String.format("%010X", 0xA000000000L + number);
  }

  private String domain() {
    return recipient.substring(recipient.indexOf('@') + 1);
  }

  Origin origin() {
    return new Origin(
        host, SOURCE_IPS.get(host), from.substring(from.indexOf('@') + 1), mailStream, campaign);
  }

  /** What the application says when it sends. */
  Send send(long time) {
    return Send.builder(messageId(), recipient, time)
        .envelopeFrom(from)
        .size(size)
        .subject("Hello")
        .origin(origin())
        .build();
  }

  /** What an application tells that knows of the acceptance itself. */
  Delivery delivery(long time) {
    return Delivery.builder(messageId(), recipient, time).origin(origin()).build();
  }

  /** The sending server accepted it, then the receiving one did. */
  CaseMail accepted(Feed scene, long time) {
    return attempt(scene, time, "2.0.0", "sent", "250 2.0.0 Ok: queued");
  }

  /** The receiving server accepted what is in the queue since then. */
  CaseMail acceptedLater(Feed scene, long time, long takenAt) {
    return attempt(scene, time, takenAt, "2.0.0", "sent", "250 2.0.0 Ok: queued");
  }

  /** Refused for good, after RCPT. */
  CaseMail refused(Feed scene, long time, String reply) {
    return refused(scene, time, reply, "RCPT TO");
  }

  CaseMail refused(Feed scene, long time, String reply, String command) {
    return attempt(scene, time, status(reply, "5.0.0"), "bounced", said(reply, command));
  }

  /** Refused for now. */
  CaseMail deferred(Feed scene, long time, String reply) {
    return attempt(scene, time, status(reply, "4.0.0"), "deferred", said(reply, "RCPT TO"));
  }

  /** The same again, of a message that is in the queue since then. */
  CaseMail deferredAgain(Feed scene, long time, long takenAt, String reply) {
    return attempt(
        scene, time, takenAt, status(reply, "4.0.0"), "deferred", said(reply, "RCPT TO"));
  }

  /** It never reached a receiving server. */
  CaseMail unroutable(Feed scene, long time, String status, String why) {
    taken(scene, time);
    line(
        scene,
        time,
        "smtp",
        "to=<"
            + recipient
            + ">, relay=none, delay=0.2, delays=0.1/0/0.1/0, dsn="
            + status
            + ", status=bounced ("
            + why
            + ")");
    return this;
  }

  /** The sending server takes itself for the destination. */
  CaseMail keptLocal(Feed scene, long time, String user) {
    taken(scene, time);
    line(
        scene,
        time,
        "local",
        "to=<"
            + recipient
            + ">, relay=local, delay=0.2, delays=0.1/0/0/0.1, dsn=5.1.1,"
            + " status=bounced (unknown user: \""
            + user
            + "\")");
    return this;
  }

  /** The queue gives up. */
  CaseMail expired(Feed scene, long time) {
    line(scene, time, "qmgr", "from=<" + from + ">, status=expired, returned to sender");
    return this;
  }

  /** A bounce message that names {@code failed}. */
  Bounce bounceMessage(long time, String failed, Reason reason, String reply) {
    return Bounce.builder(messageId(), failed, time)
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(reason)
        .reply(
            new SmtpReply(
                Integer.parseInt(reply.substring(0, 3)), status(reply, null), reply, "RCPT TO"))
        .envelopeFrom(from)
        .reportingHost("mx." + domain())
        .build();
  }

  /** The application holds it back. */
  Bounce suppressed(long time) {
    return Bounce.builder(messageId(), recipient, time)
        .kind(Bounce.Kind.IN_BAND)
        .reason(Reason.SUPPRESSED)
        .envelopeFrom(from)
        .origin(origin())
        .build();
  }

  private CaseMail attempt(Feed scene, long time, String dsn, String status, String text) {
    taken(scene, time);
    return attempt(scene, time, time, dsn, status, text);
  }

  private CaseMail attempt(
      Feed scene, long time, long takenAt, String dsn, String status, String text) {
    long seconds = (time - takenAt) / 1000;
    line(
        scene,
        time,
        "smtp",
        "to=<"
            + recipient
            + ">, relay=mx."
            + domain()
            + "[203.0.113.99]:25, delay="
            + seconds
            + ".2, delays="
            + seconds
            + ".1/0/0/0.1, dsn="
            + dsn
            + ", status="
            + status
            + " ("
            + text
            + ")");
    return this;
  }

  private void taken(Feed scene, long time) {
    line(scene, time, "cleanup", "message-id=<" + messageId() + ">");
    line(scene, time, "qmgr", "from=<" + from + ">, size=" + size + ", nrcpt=1 (queue active)");
  }

  private String said(String reply, String command) {
    return "host mx."
        + domain()
        + "[203.0.113.99] said: "
        + reply
        + " (in reply to "
        + command
        + " command)";
  }

  private void line(Feed scene, long time, String program, String text) {
    String line =
        Instant.ofEpochMilli(time)
            + " "
            + host
            + " postfix/"
            + program
            + "[1]: "
            + queueId()
            + ": "
            + text;
    scene.log(host, line, time);
  }

  private static String status(String reply, String otherwise) {
    Matcher matcher = STATUS.matcher(reply);
    return matcher.find() ? matcher.group(1) : otherwise;
  }
}
