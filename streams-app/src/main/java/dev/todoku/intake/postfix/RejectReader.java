package dev.todoku.intake.postfix;

import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.hop.Peer;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of smtpd, postscreen, cleanup and milters: {@code RCPT from client[address]: 550 5.1.2
 * text; from=<…> to=<…> proto=… helo=<…>}. Where a header or the body was refused, the text stands
 * at the end instead.
 */
final class RejectReader {
  private static final String MILTER = "milter";
  private static final String END_OF_DATA = "end of DATA";
  private static final String TAIL = "; from=<";

  private final ReplyClassifier classifier;

  RejectReader(ReplyClassifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Reads what follows "reject: ". A refusal that names no recipient (at connect or HELO) is
   * ignored: nobody's mail was refused.
   */
  Parsed read(Framing.LogLine line, String text) {
    int tail = text.lastIndexOf(TAIL);
    int stageEnd = text.indexOf(' ');
    if (tail < 0 || stageEnd < 0) {
      return new Parsed.Ignored(line.time(), line.program());
    }
    int senderAt = tail + TAIL.length();
    int recipientField = text.indexOf("to=<", senderAt);
    if (recipientField < 0) {
      return new Parsed.Ignored(line.time(), line.program());
    }
    int recipientAt = recipientField + "to=<".length();
    int recipientEnd = Field.addressEnd(text, recipientAt, ">");
    if (recipientEnd < 0) {
      return new Parsed.Unreadable("cut reject line: it ends within the recipient");
    }
    String recipient = text.substring(recipientAt, recipientEnd);
    String problem = Field.problem(recipient, "recipient", Limits.ADDRESS);
    if (problem != null) {
      return new Parsed.Unreadable(problem);
    }
    String stage = text.substring(0, stageEnd);
    boolean isContent = !stage.equals(stage.toUpperCase(Locale.ROOT));
    int from = isContent ? text.lastIndexOf(" from ", tail) : text.indexOf(" from ");
    int clientEnd = isContent || from < 0 ? tail : text.indexOf(": ", from);
    boolean hasClient = from >= 0 && clientEnd >= from && clientEnd <= tail;
    String client =
        hasClient ? text.substring(Math.min(from + " from ".length(), clientEnd), clientEnd) : null;
    SmtpReply reply =
        PostfixReply.reply(
            isContent ? afterHelo(text, recipientEnd) : between(text, clientEnd, tail),
            null,
            command(stage));
    return new Parsed.RejectLine(
        new Rejection(
            recipient,
            line.time(),
            line.host(),
            Field.orNull(client, Limits.NAME),
            sender(text, senderAt, recipientField),
            classifier
                .classify(new RefusedReply(reply, recipient, line.host(), line.time(), false))
                .reason(),
            reply));
  }

  /**
   * A refusal of a message that has a queue id. Where our own side submitted it, and its content
   * was what was refused, it is the end of a mail of ours; else it stays a refusal of whoever
   * wanted to send.
   */
  Parsed ofMessage(String queueId, String text, Parsed.RejectLine refusedMail) {
    Rejection refused = refusedMail.rejection();
    boolean isOfContent = END_OF_DATA.equals(refused.reply().command());
    String sender = refused.envelopeFrom();
    if (!isOfContent || !isOfOwnSide(refused.client()) || sender == null) {
      return refusedMail;
    }
    SmtpReply reply = refused.reply();
    boolean isForNow =
        reply.code() / 100 == 4 || (reply.status() != null && reply.status().startsWith("4"));
    String filter = text.startsWith("milter-") ? MILTER : "cleanup";
    return refusal(
        queueId,
        refused,
        sender,
        new Refused(filter, isForNow ? QueueLine.Result.DEFERRED : QueueLine.Result.BOUNCED));
  }

  /**
   * {@code END-OF-MESSAGE from client[address]: milter triggers DISCARD action; from=<…> to=<…>}:
   * the client was answered that the mail is taken.
   */
  Parsed readDiscard(Framing.LogLine line, String queueId, String text) {
    Parsed read = read(line, text);
    if (read instanceof Parsed.RejectLine thrownAway) {
      Rejection mail = thrownAway.rejection();
      String sender = mail.envelopeFrom();
      return isOfOwnSide(mail.client()) && sender != null
          ? refusal(queueId, mail, sender, new Refused(MILTER, QueueLine.Result.SENT))
          : new Parsed.Ignored(line.time(), line.program());
    }
    return read;
  }

  private record Refused(String filter, QueueLine.Result result) {}

  private static QueueLine.RefusalLine refusal(
      String queueId, Rejection mail, String sender, Refused how) {
    return new QueueLine.RefusalLine(
        QueueLine.AttemptLine.ofFilter(queueId, mail, how.filter(), how.result()), sender);
  }

  /** Whether "name[address]" is this machine or in a private network. */
  private static boolean isOfOwnSide(@Nullable String client) {
    return client != null && Peer.parse(client).isInOwnNetwork();
  }

  private static @Nullable String sender(String text, int from, int recipientField) {
    int end = text.lastIndexOf('>', recipientField);
    return end < from || end - from > Limits.ADDRESS ? null : text.substring(from, end);
  }

  private static String between(String text, int clientEnd, int tail) {
    return clientEnd >= 0 && clientEnd + 2 <= tail ? text.substring(clientEnd + 2, tail) : "";
  }

  private static String afterHelo(String text, int from) {
    int helo = text.indexOf("helo=<", from);
    int end = helo < 0 ? -1 : text.indexOf(">: ", helo);
    return end < 0 ? "" : text.substring(end + 3);
  }

  /** The command in the words of the SMTP client's log lines. */
  private static String command(String stage) {
    return switch (stage) {
      case "RCPT" -> "RCPT TO";
      case "MAIL" -> "MAIL FROM";
      case "DATA" -> "DATA";
      default -> END_OF_DATA;
    };
  }
}
