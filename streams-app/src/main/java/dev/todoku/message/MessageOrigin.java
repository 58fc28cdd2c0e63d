package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.hop.IpAddresses;
import dev.todoku.schema.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from: what the application reported and what logs say. The two are kept
 * apart, because once they are one, a further account could not be merged without regard to the
 * order.
 *
 * @param stated the application's account, known by its mail stream or campaign; UNKNOWN when none
 * @param logged what others say, as far as the application does not say it
 */
record MessageOrigin(Origin stated, Origin logged) {

  MessageOrigin {
    if (!stated.equals(Origin.UNKNOWN)) {
      logged =
          new Origin(
              stated.host() == null ? logged.host() : null,
              stated.sourceIp() == null ? logged.sourceIp() : null,
              stated.fromDomain() == null ? logged.fromDomain() : null,
              null,
              null);
    }
  }

  static MessageOrigin of(Origin origin) {
    return isApplications(origin)
        ? new MessageOrigin(origin, Origin.UNKNOWN)
        : new MessageOrigin(Origin.UNKNOWN, origin);
  }

  /** Both accounts as one; where two of a kind differ the greater text holds. */
  MessageOrigin merge(MessageOrigin other) {
    return equals(other)
        ? this
        : new MessageOrigin(greater(stated, other.stated), greater(logged, other.logged));
  }

  /** The application's word, its gaps filled by the logs. */
  Origin origin() {
    return stated.equals(Origin.UNKNOWN) ? logged : greater(stated, logged);
  }

  void write(BinaryWriter out) {
    boolean isTold = !stated.equals(Origin.UNKNOWN);
    out.writeByte(isTold ? 1 : 0);
    if (isTold) {
      write(out, stated);
    }
    write(out, logged);
  }

  static MessageOrigin read(BinaryReader in) {
    boolean isTold = in.readByte() == 1;
    return new MessageOrigin(isTold ? readOrigin(in) : Origin.UNKNOWN, readOrigin(in));
  }

  private static void write(BinaryWriter out, Origin origin) {
    out.writeString(origin.host())
        .writeString(origin.sourceIp())
        .writeString(origin.fromDomain())
        .writeString(origin.mailStream())
        .writeString(origin.campaign());
  }

  private static Origin readOrigin(BinaryReader in) {
    return new Origin(
        in.readString(), in.readString(), in.readString(), in.readString(), in.readString());
  }

  private static boolean isApplications(Origin origin) {
    return origin.campaign() != null
        || (origin.mailStream() != null && !origin.mailStream().equals(Origin.NOTICES));
  }

  /** An address before a host's name, which only stands for one that is not known. */
  private static @Nullable String source(@Nullable String a, @Nullable String b) {
    if (a == null || b == null || IpAddresses.isAddress(a) == IpAddresses.isAddress(b)) {
      return Texts.greater(a, b);
    }
    return IpAddresses.isAddress(a) ? a : b;
  }

  private static Origin greater(Origin a, Origin b) {
    return new Origin(
        Texts.greater(a.host(), b.host()),
        source(a.sourceIp(), b.sourceIp()),
        Texts.greater(a.fromDomain(), b.fromDomain()),
        Texts.greater(a.mailStream(), b.mailStream()),
        Texts.greater(a.campaign(), b.campaign()));
  }
}
