package dev.todoku.bounce;

import java.util.Locale;

/** Tells what a mail server wrote from what a person wrote. */
final class Automatic {
  /** Apple Mail, when the recipient pressed its button. */
  private static final String UNSUBSCRIBES = "X-Apple-Unsubscribe";

  private Automatic() {}

  /** Whether the header says that no person wrote the message. */
  static boolean is(BounceMessage message) {
    Fields header = message.header();
    String submitted = header.first("Auto-Submitted").toLowerCase(Locale.ROOT);
    return (!submitted.isEmpty() && !submitted.equals("no"))
        || header.first("Return-Path").equals("<>")
        || header.has("X-Failed-Recipients")
        || header.first("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/report")
        || isDaemon(header)
        || message.subject().says(Phrase.Kind.BOUNCE_SUBJECT)
        || AutoReply.isMarked(message);
  }

  /** Whether the message comes from a mail server, not from a recipient. */
  static boolean isDaemon(Fields header) {
    return Phrase.in(header.first("From"), Phrase.Kind.BOUNCE_AUTHOR)
        || Phrase.in(header.first("Return-Path"), Phrase.Kind.BOUNCE_AUTHOR);
  }

  /** Exim marks its bounce messages as automatic replies. */
  private static boolean isMailSystem(Fields header) {
    return header.first("From").toLowerCase(Locale.ROOT).contains("mailer-daemon");
  }

  /** Dovecot and Sieve (RFC 5429) refuse so what the server had accepted. */
  private static boolean isRejection(Fields header) {
    return header.first("Auto-Submitted").toLowerCase(Locale.ROOT).contains("(rejected)");
  }

  /** Whether the message is a complaint, though no report in the format of RFC 5965. */
  static boolean isComplaint(BounceMessage message) {
    return message.subject().says(Phrase.Kind.COMPLAINT_SUBJECT)
        || message.header().has(UNSUBSCRIBES);
  }

  /** Whether the message returns what its addressee wrote, and says that it failed. */
  static boolean returnsToAuthor(BounceMessage message) {
    Original original = message.original();
    return Mailbox.all(message.header().first("To")).stream()
            .anyMatch(
                to ->
                    to.equalsIgnoreCase(original.from())
                        || to.equalsIgnoreCase(original.returnPath()))
        && (message.prose().says(Phrase.Kind.FAILED) || message.prose().says(Phrase.Kind.DELAYED));
  }

  /** Whether an automatic reply tells what a mail server said. */
  static boolean tellsFailure(BounceMessage message) {
    if (!message.failedRecipients().isEmpty()
        || isMailSystem(message.header())
        || isRejection(message.header())) {
      return true;
    }
    Dialogue dialogue = Dialogue.in(message.prose().lines());
    return dialogue.code() != 0 || ReplyText.firstStatus(dialogue.text()) != null;
  }
}
