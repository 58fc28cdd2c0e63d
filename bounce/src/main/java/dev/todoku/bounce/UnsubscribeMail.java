package dev.todoku.bounce;

import dev.todoku.schema.MessageId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail by which a recipient wants no more of a kind, as mail programs send to the address of a
 * List-Unsubscribe field (RFC 2369 section 3.2). Anyone can write one in anybody's name: whoever
 * takes it asks what proves it.
 *
 * @param author address of its header From, which is to get no more
 * @param messageId Message-ID in normal form of the mail that it is about, as the subject names it
 *     in angle brackets, else what it answers; null when it names none
 */
public record UnsubscribeMail(String author, @Nullable String messageId) {
  /** With which subjects begin that senders put into the field. */
  private static final List<String> SUBJECTS = List.of("unsubscribe", "配信停止", "配信解除", "購読解除");

  /** Addresses that are for nothing else, with what stands behind a sign of an extension. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:unsub(?:scribe)?|opt-?out|list-unsubscribe)(?:[-+=_.].*)?@.*");

  private static final List<String> ADDRESSED_TO = List.of("X-Original-To", "Delivered-To", "To");

  private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,900}@[^<>\\s]{1,255})>");

  /**
   * Reads {@code message}; empty for any other mail, and for one that a program wrote as an answer.
   */
  public static Optional<UnsubscribeMail> in(byte[] message) {
    Fields header;
    try {
      header = Part.message(message).header();
    } catch (BrokenMessage broken) {
      return Optional.empty();
    }
    String subject = EncodedWords.decode(header.first("Subject")).strip();
    String author = FieldLimits.address(Mailbox.in(header.first("From")));
    boolean isMeant =
        header.has("X-Apple-Unsubscribe")
            || SUBJECTS.stream().anyMatch(subject.toLowerCase(Locale.ROOT)::startsWith)
            || isForNothingElse(header);
    return author == null || !isMeant || isAnswer(header)
        ? Optional.empty()
        : Optional.of(new UnsubscribeMail(author, about(subject, header)));
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
