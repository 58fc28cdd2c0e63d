package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.SmtpReply;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Replies as state keeps them: short, because a failure may stay for the whole join window. */
final class StoredReplies {
  /** Long enough for every reply of the large providers, their help address included. */
  static final int STORED_LENGTH = 512;

  private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<SmtpReply> ORDER =
      Comparator.comparingInt(SmtpReply::code)
          .thenComparing(SmtpReply::status, TEXT)
          .thenComparing(SmtpReply::text, TEXT)
          .thenComparing(SmtpReply::command, TEXT);

  private StoredReplies() {}

  static SmtpReply stored(SmtpReply reply) {
    String text = reply.text();
    return text == null || text.length() <= STORED_LENGTH
        ? reply
        : new SmtpReply(
            reply.code(), reply.status(), shortened(text, reply.code()), reply.command());
  }

  /**
   * Without the codes that each further line of a reply begins with (RFC 5321 section 4.2.1); cut
   * between words, so that no link is halved.
   */
  private static String shortened(String text, int code) {
    String bare =
        Pattern.compile("\\s+" + code + "[- ](?:\\d\\.\\d{1,3}\\.\\d{1,3}\\s)?\\s*")
            .matcher(text)
            .replaceAll(" ");
    if (bare.length() <= STORED_LENGTH) {
      return bare;
    }
    int word = bare.lastIndexOf(' ', STORED_LENGTH);
    return bare.substring(0, word > STORED_LENGTH / 2 ? word : STORED_LENGTH);
  }

  static int compare(SmtpReply a, SmtpReply b) {
    return ORDER.compare(a, b);
  }

  static void write(BinaryWriter out, SmtpReply reply) {
    out.writeVarLong(reply.code())
        .writeString(reply.status())
        .writeString(reply.text())
        .writeString(reply.command());
  }

  static SmtpReply read(BinaryReader in) {
    return new SmtpReply(in.readVarInt(), in.readString(), in.readString(), in.readString());
  }
}
