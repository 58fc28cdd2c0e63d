package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.SendDetails;

/** What the sending side knows of a message, as state keeps it. */
final class Details {
  /** Long enough to find a mail by; state holds it for the whole join window. */
  private static final int SUBJECT_LENGTH = 120;

  private Details() {}

  static SendDetails stored(SendDetails details) {
    String subject = details.subject();
    return subject == null || subject.length() <= SUBJECT_LENGTH
        ? details
        : new SendDetails(
            details.envelopeFrom(),
            details.replyTo(),
            details.recipientName(),
            subject.substring(0, SUBJECT_LENGTH),
            details.size(),
            details.acceptedAs(),
            details.notifyTo());
  }

  /** Both as one; the order does not matter. */
  static SendDetails merge(SendDetails a, SendDetails b) {
    return a.equals(b)
        ? a
        : new SendDetails(
            Texts.greater(a.envelopeFrom(), b.envelopeFrom()),
            Texts.greater(a.replyTo(), b.replyTo()),
            Texts.greater(a.recipientName(), b.recipientName()),
            Texts.greater(a.subject(), b.subject()),
            Math.max(a.size(), b.size()),
            Texts.greater(a.acceptedAs(), b.acceptedAs()),
            Texts.greater(a.notifyTo(), b.notifyTo()));
  }

  static void write(BinaryWriter out, SendDetails details) {
    out.writeString(details.envelopeFrom())
        .writeString(details.replyTo())
        .writeString(details.recipientName())
        .writeString(details.subject())
        .writeVarLong(details.size())
        .writeString(details.acceptedAs())
        .writeString(details.notifyTo());
  }

  static SendDetails read(BinaryReader in) {
    return new SendDetails(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readVarLong(),
        in.readString(),
        in.readString());
  }
}
