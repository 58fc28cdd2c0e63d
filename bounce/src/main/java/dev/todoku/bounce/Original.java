package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the returned original message says of itself.
 *
 * @param messageId in normal form, null when it names none
 * @param returnPath the envelope sender, null when unknown
 * @param from the author's address, null when unknown
 * @param to the addresses of its field To, as they stand there
 * @param subject decoded, null when it has none
 * @param listId the mailing list that it was sent through (RFC 2919), null when none
 */
public record Original(
    @Nullable String messageId,
    @Nullable String returnPath,
    @Nullable String from,
    List<String> to,
    @Nullable String subject,
    @Nullable String listId) {

  /** Nothing is known of it. */
  public static final Original UNKNOWN = new Original(null, null, null, List.of(), null, null);

  public Original {
    to = List.copyOf(to);
  }

  static Original of(Fields header) {
    String subject = EncodedWords.decode(header.first("Subject"));
    return new Original(
        messageId(header.all("Message-ID")),
        FieldLimits.address(Mailbox.in(header.first("Return-Path"))),
        FieldLimits.address(Mailbox.in(header.first("From"))),
        FieldLimits.addresses(Mailbox.all(header.first("To"))),
        subject.isEmpty() ? null : subject.substring(0, Math.min(Limits.SUBJECT, subject.length())),
        FieldLimits.name(header.first("List-Id")));
  }

  /** This, with {@code other} where this knows nothing. */
  Original or(Original other) {
    return new Original(
        messageId == null ? other.messageId : messageId,
        returnPath == null ? other.returnPath : returnPath,
        from == null ? other.from : from,
        to.isEmpty() ? other.to : to,
        subject == null ? other.subject : subject,
        listId == null ? other.listId : listId);
  }

  /** This, known by the id in the fields {@code name} unless it names its own. */
  Original knownBy(Fields fields, String name) {
    return messageId != null
        ? this
        : new Original(messageId(fields.all(name)), returnPath, from, to, subject, listId);
  }

  /** Domain of the author in normal form, null when unknown. */
  public @Nullable String fromDomain() {
    String domain = from == null ? "" : Address.domainOf(from);
    return domain.isEmpty() ? null : FieldLimits.domain(domain);
  }

  /**
   * The Message-ID among {@code values}, null when there is none. A program between the application
   * and the server may have added a second one.
   */
  private static @Nullable String messageId(List<String> values) {
    String chosen = null;
    for (String value : values) {
      String id = FieldLimits.messageId(withoutRemarks(value));
      if (id != null) {
        chosen = chosen == null ? id : MessageId.preferred(chosen, id);
      }
    }
    return chosen;
  }

  private static String withoutRemarks(String value) {
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    return MessageId.normal(open >= 0 && close > open ? value.substring(open, close) : value);
  }
}
