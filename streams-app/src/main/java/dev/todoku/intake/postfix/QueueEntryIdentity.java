package dev.todoku.intake.postfix;

import dev.todoku.schema.MessageId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose queue entry it is: what the lines so far say of the message itself.
 *
 * @param messageId the best Message-ID, null when unknown; once the entry is settled the one that
 *     it is published under
 * @param resentId the best Resent-Message-ID, null when unknown
 * @param envelopeFrom envelope sender, empty for the null sender, null when unknown
 * @param size message size in bytes, 0 when unknown
 * @param fromDomain domain of the header From in normal form, null when unknown
 * @param subject Subject, null when unknown
 */
public record QueueEntryIdentity(
    @Nullable String messageId,
    @Nullable String resentId,
    @Nullable String envelopeFrom,
    long size,
    @Nullable String fromDomain,
    @Nullable String subject) {

  static final QueueEntryIdentity UNKNOWN = new QueueEntryIdentity(null, null, null, 0, null, null);

  /** The Message-ID under which a settled entry is published. */
  String settledId() {
    return Objects.requireNonNull(messageId, "not settled");
  }

  QueueEntryIdentity named(String id) {
    return new QueueEntryIdentity(id, resentId, envelopeFrom, size, fromDomain, subject);
  }

  QueueEntryIdentity with(QueueLine.MessageIdLine line) {
    return line.resent()
        ? new QueueEntryIdentity(
            messageId,
            preferred(resentId, line.messageId()),
            envelopeFrom,
            size,
            fromDomain,
            subject)
        : named(preferred(messageId, line.messageId()));
  }

  QueueEntryIdentity with(QueueLine.FromLine line) {
    return envelopeFrom == null
        ? new QueueEntryIdentity(
            messageId, resentId, line.envelopeFrom(), line.size(), fromDomain, subject)
        : this;
  }

  QueueEntryIdentity with(QueueLine.HeaderLine line) {
    return line.header() == QueueLine.Header.FROM
        ? new QueueEntryIdentity(messageId, resentId, envelopeFrom, size, line.value(), subject)
        : new QueueEntryIdentity(messageId, resentId, envelopeFrom, size, fromDomain, line.value());
  }

  boolean has(QueueLine.Header header) {
    return header == QueueLine.Header.FROM ? fromDomain != null : subject != null;
  }

  private static String preferred(@Nullable String known, String reported) {
    return known == null ? reported : MessageId.preferred(known, reported);
  }
}
