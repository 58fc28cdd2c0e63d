package dev.todoku.bounce;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguishes what a mail server wrote from what a person wrote. */
final class Automatic {
  /** Of the mailing list manager fml, which writes its refusals under the list's own address. */
  private static final String LIST_MANAGER = "X-MLServer";

  private static final String REPORT_TYPE = "report-type";

  private static final String FOREIGN_SESSION = "Postfix SMTP server: errors from ";

  /** With which mail programs begin the subject of an answer, and of what is passed on. */
  private static final List<String> ANSWERS =
      List.of(
          "re:", "re :", "re[", "fw:", "fwd:", "fw :", "aw:", "wg:", "sv:", "vs:", "vb:", "rv:",
          "tr:", "tr :", "r:", "i:", "rif:", "res:", "enc:", "antw:", "odp:", "回复", "回覆", "答复",
          "转发", "轉寄", "返信", "転送", "答覆", "ответ", "回信");

  private Automatic() {}

  /**
   * Whether the header says that a mail server wrote the message, or a program in the place of its
   * addressee. That a program wrote it (RFC 3834) is not enough: so do those that watch logs, keep
   * tickets and announce comments, and they quote what servers said to others.
   */
  static boolean is(BounceMessage message) {
    Fields header = message.header();
    return isFromNobody(header)
        || isFailure(header)
        || header.has("X-Failed-Recipients")
        || isReport(header)
        || isDaemon(header)
        || isBounceOfUnknownPath(message)
        || (header.has(LIST_MANAGER) && message.subject().says(Phrase.Kind.BOUNCE_SUBJECT))
        || AutoReply.isMarked(message);
  }

  /** Whether the envelope sender is known and null. */
  static boolean isFromNobody(Fields header) {
    return header.first("Return-Path").strip().equals("<>");
  }

  private static boolean isReport(Fields header) {
    return header.first("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/report");
  }

  /**
   * Where nobody wrote down the envelope sender, the subject may say what the message is; an answer
   * to a bounce message has that subject too.
   */
  private static boolean isBounceOfUnknownPath(BounceMessage message) {
    return !message.header().has("Return-Path")
        && !message.header().has("In-Reply-To")
        && !message.header().has("References")
        && !isAnswer(message.subject().text())
        && message.subject().says(Phrase.Kind.BOUNCE_SUBJECT);
  }

  /** Whether mail programs made the subject out of another. */
  private static boolean isAnswer(String subject) {
    String lower = subject.strip().toLowerCase(Locale.ROOT);
    return ANSWERS.stream().anyMatch(lower::startsWith);
  }

  /**
   * Whether a person sent the message, whatever it quotes: the envelope sender is the author, and
   * nothing says that a program wrote it.
   */
  static boolean isOfPerson(BounceMessage message) {
    Fields header = message.header();
    String submitted = header.first("Auto-Submitted").toLowerCase(Locale.ROOT);
    return isFromItself(header)
        && isAnswer(message.subject().text())
        && (submitted.isEmpty() || submitted.equals("no"))
        && !isReport(header)
        && !header.has("X-Failed-Recipients")
        && !isDaemon(header);
  }

  /** Whether the author is the envelope sender: postmasters write mail of their own, too. */
  static boolean isFromItself(Fields header) {
    String sender = Mailbox.in(header.first("Return-Path"));
    return sender != null && sender.equalsIgnoreCase(Mailbox.in(header.first("From")));
  }

  /**
   * Whether a person writes as postmaster: the author is the envelope sender, and neither header
   * nor subject is that of a bounce message, and no mail is returned.
   */
  static boolean isOfPostmaster(BounceMessage message) {
    Fields header = message.header();
    return isFromItself(header)
        && isDaemon(header)
        && !isMailSystem(header)
        && header.first("Auto-Submitted").isEmpty()
        && !isReport(header)
        && !header.has("X-Failed-Recipients")
        && message.parts().original() == Fields.NONE
        && message.prose().original() == Fields.NONE
        && !message.subject().says(Phrase.Kind.BOUNCE_SUBJECT);
  }

  /**
   * What the message is where it is an automatic one that has nothing to do with a delivery: a
   * receipt (RFC 8098; a server uses the form to refuse what it had accepted), a report on TLS or
   * DMARC, a recall, a quarantine; null when it may be a bounce.
   */
  static @Nullable String otherNotice(BounceMessage message) {
    String type = message.header().first("Content-Type").toLowerCase(Locale.ROOT);
    int at = type.indexOf(REPORT_TYPE);
    if (at >= 0 && type.startsWith("multipart/report")) {
      String named = type.substring(at + REPORT_TYPE.length());
      if (named.contains("disposition-notification") && !isDaemon(message.header())) {
        return "a receipt: somebody read or deleted the message";
      }
      if (named.contains("tlsrpt")) {
        return "a report on TLS";
      }
    }
    if (isOfForeignSession(message.subject().text())) {
      return "a notice of Postfix on a session with somebody else's server";
    }
    return message.subject().says(Phrase.Kind.NOTICE_SUBJECT)
        ? "a notice that is about no delivery"
        : null;
  }

  /**
   * Whether Postfix reports to its postmaster (notify_classes) what it refused of others. What came
   * from its own machine may be mail of ours.
   */
  private static boolean isOfForeignSession(String subject) {
    return subject.startsWith(FOREIGN_SESSION)
        && !subject.startsWith("localhost[", FOREIGN_SESSION.length());
  }

  /**
   * Whether an automatic message says that a delivery failed, or was delayed, or what became of it.
   */
  static boolean saysWhatBecameOfMail(BounceMessage message) {
    Prose prose = message.prose();
    return reportsFailure(message)
        || prose.says(Phrase.Kind.FAILED)
        || prose.says(Phrase.Kind.DELAYED)
        || prose.says(Phrase.Kind.DELIVERED)
        || message.subject().says(Phrase.Kind.BOUNCE_SUBJECT);
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
  static boolean isRejection(Fields header) {
    return header.first("Auto-Submitted").toLowerCase(Locale.ROOT).contains("(rejected)");
  }

  /** Sendmail says so in a comment that it wrote the message because a delivery failed. */
  private static boolean isFailure(Fields header) {
    return header.first("Auto-Submitted").toLowerCase(Locale.ROOT).contains("(failure)");
  }

  /** Whether a program answered in the place of a person, and quotes a server at most. */
  static boolean isAnswerOfPerson(BounceMessage message) {
    return AutoReply.isMarked(message)
        && !isDaemon(message.header())
        && !isRejection(message.header())
        && message.failedRecipients().isEmpty();
  }

  /** Whether the message is a complaint, though no report in the format of RFC 5965. */
  static boolean isComplaint(BounceMessage message) {
    return message.subject().says(Phrase.Kind.COMPLAINT_SUBJECT);
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

  /** Whether an automatic reply says what a mail server said. */
  static boolean reportsFailure(BounceMessage message) {
    if (!message.failedRecipients().isEmpty()
        || isMailSystem(message.header())
        || isRejection(message.header())) {
      return true;
    }
    Dialogue dialogue = Dialogue.in(message.prose().lines());
    return dialogue.code() != 0 || ReplyText.firstStatus(dialogue.text()) != null;
  }
}
