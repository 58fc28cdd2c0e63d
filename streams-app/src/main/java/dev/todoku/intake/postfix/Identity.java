package dev.todoku.intake.postfix;

import dev.todoku.schema.MessageId;

/**
 * Whose story it is: what the lines so far say of the message itself.
 *
 * @param messageId the best Message-ID, null when unknown; once the story is settled the one that
 *     it is told under
 * @param resentId the best Resent-Message-ID, null when unknown
 * @param envelopeFrom envelope sender, empty for the null sender, null when unknown
 * @param size message size in bytes, 0 when unknown
 * @param fromDomain domain of the header From in normal form, null when unknown
 * @param subject Subject, null when unknown
 */
public record Identity(
    String messageId,
    String resentId,
    String envelopeFrom,
    long size,
    String fromDomain,
    String subject) {

  static final Identity UNKNOWN = new Identity(null, null, null, 0, null, null);

  Identity named(String id) {
    return new Identity(id, resentId, envelopeFrom, size, fromDomain, subject);
  }

  Identity heard(QueueLine.MessageIdLine line) {
    return line.resent()
        ? new Identity(
            messageId,
            preferred(resentId, line.messageId()),
            envelopeFrom,
            size,
            fromDomain,
            subject)
        : named(preferred(messageId, line.messageId()));
  }

  Identity heard(QueueLine.FromLine line) {
    return envelopeFrom == null
        ? new Identity(messageId, resentId, line.envelopeFrom(), line.size(), fromDomain, subject)
        : this;
  }

  Identity heard(QueueLine.HeaderLine line) {
    return line.header() == QueueLine.Header.FROM
        ? new Identity(messageId, resentId, envelopeFrom, size, line.value(), subject)
        : new Identity(messageId, resentId, envelopeFrom, size, fromDomain, line.value());
  }

  boolean has(QueueLine.Header header) {
    return header == QueueLine.Header.FROM ? fromDomain != null : subject != null;
  }

  private static String preferred(String known, String heard) {
    return known == null ? heard : MessageId.preferred(known, heard);
  }
}
