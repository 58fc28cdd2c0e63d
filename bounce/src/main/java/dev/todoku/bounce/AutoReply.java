package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguishes automatic replies (RFC 3834) from bounce messages, and reads them. */
final class AutoReply {
  private static final List<String> MARKS =
      List.of("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Vacation");

  private AutoReply() {}

  /** Whether the header says that a program answered in the place of a person. */
  static boolean isMarked(BounceMessage message) {
    Fields header = message.header();
    String inhibition = header.first("Precedence").toLowerCase(Locale.ROOT);
    return header.first("Auto-Submitted").toLowerCase(Locale.ROOT).startsWith("auto-replied")
        || inhibition.equals("auto_reply")
        || MARKS.stream().anyMatch(header::has)
        || message.subject().says(Phrase.Kind.REPLY_SUBJECT);
  }

  /** Null when nobody can be said to have answered. */
  static @Nullable Reading reading(BounceMessage message) {
    String author = FieldLimits.address(Mailbox.in(message.header().first("From")));
    if (author == null) {
      return null;
    }
    RecipientReport report =
        new RecipientReport(
            author,
            null,
            Action.AUTO_REPLIED,
            SmtpReply.UNKNOWN,
            null,
            message.time(""),
            BounceDiagnoser.of(Reason.VACATION));
    return new Reading.Report(
        ReadBy.AUTO_REPLY, message.identity(Fields.NONE), List.of(report), List.of());
  }
}
