package dev.todoku.bounce;

import dev.todoku.schema.MessageId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads mail by which a recipient wants no more of a kind. It is about the mail whose Message-ID
 * its subject names in angle brackets, else about what it answers.
 */
final class UnsubscribeMail {
  /** With which subjects begin that senders put into the field. */
  private static final List<String> SUBJECTS = List.of("unsubscribe", "配信停止", "配信解除", "購読解除");

  /** Addresses that are for nothing else, with what stands behind a sign of an extension. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:unsub(?:scribe)?|opt-?out|list-unsubscribe)(?:[-+=_.].*)?@.*");

  private static final List<String> ADDRESSED_TO = List.of("X-Original-To", "Delivered-To", "To");

  private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,900}@[^<>\\s]{1,255})>");

  /** Apple Mail, when the recipient pressed its button. */
  private static final String BUTTON = "X-Apple-Unsubscribe";

  private UnsubscribeMail() {}

  /** Null for any other mail, and for one that a program wrote as an answer. */
  static @Nullable Reading reading(BounceMessage message) {
    Fields header = message.header();
    String subject = EncodedWords.decode(header.first("Subject")).strip();
    String author = FieldLimits.address(Mailbox.in(header.first("From")));
    boolean isMeant =
        header.has(BUTTON)
            || SUBJECTS.stream().anyMatch(subject.toLowerCase(Locale.ROOT)::startsWith)
            || isForNothingElse(header);
    return author == null || !isMeant || isAnswer(header)
        ? null
        : new Reading.Unsubscribe(author, about(subject, header));
  }

  private static boolean isForNothingElse(Fields header) {
    return ADDRESSED_TO.stream()
        .flatMap(field -> Stream.ofNullable(Mailbox.in(header.first(field))))
        .anyMatch(to -> ADDRESS.matcher(to.toLowerCase(Locale.ROOT)).matches());
  }

  /** An automatic answer or a bounce: programs subscribe and unsubscribe nobody. */
  private static boolean isAnswer(Fields header) {
    String submitted = header.first("Auto-Submitted").toLowerCase(Locale.ROOT);
    String type = header.first("Content-Type").toLowerCase(Locale.ROOT);
    return submitted.startsWith("auto-replied")
        || type.startsWith("multipart/report")
        || Automatic.isFromNobody(header)
        || Automatic.isDaemon(header);
  }

  private static @Nullable String about(String subject, Fields header) {
    String found = first(subject);
    if (found == null) {
      found = first(header.first("In-Reply-To"));
    }
    return found == null ? null : FieldLimits.messageId(MessageId.normal(found));
  }

  private static @Nullable String first(String text) {
    Matcher id = ID.matcher(text);
    return id.find() ? id.group(1) : null;
  }
}
