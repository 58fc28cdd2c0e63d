package dev.todoku.intake.postfix;

import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import java.util.Locale;

/**
 * Refusals of smtpd, postscreen, cleanup and milters: {@code RCPT from client[address]: 550 5.1.2
 * text; from=<…> to=<…> proto=… helo=<…>}. Where a header or the body was refused, the text stands
 * at the end instead.
 */
final class RejectReader {
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

  private static String sender(String text, int from, int recipientField) {
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
      default -> "end of DATA";
    };
  }
}
