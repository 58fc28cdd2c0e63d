package dev.todoku.correlation;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Origin;

/**
 * Where a message comes from: what the application told and what logs say. The two are kept apart,
 * because once they are one, a further account could not be merged without regard to the order.
 *
 * @param told the application's account, known by its mail stream or campaign; UNKNOWN when none
 * @param logged what others say, as far as the application does not say it
 */
record OriginFact(Origin told, Origin logged) {

  OriginFact {
    if (!told.equals(Origin.UNKNOWN)) {
      logged =
          new Origin(
              told.host() == null ? logged.host() : null,
              told.sourceIp() == null ? logged.sourceIp() : null,
              told.fromDomain() == null ? logged.fromDomain() : null,
              null,
              null);
    }
  }

  static OriginFact of(Origin origin) {
    return isApplications(origin)
        ? new OriginFact(origin, Origin.UNKNOWN)
        : new OriginFact(Origin.UNKNOWN, origin);
  }

  /** Both accounts as one; where two of a kind differ the greater text holds. */
  OriginFact merge(OriginFact other) {
    return equals(other)
        ? this
        : new OriginFact(greater(told, other.told), greater(logged, other.logged));
  }

  /** The application's word, its gaps filled by the logs. */
  Origin origin() {
    return told.equals(Origin.UNKNOWN) ? logged : greater(told, logged);
  }

  void write(BinaryWriter out) {
    boolean isTold = !told.equals(Origin.UNKNOWN);
    out.writeByte(isTold ? 1 : 0);
    if (isTold) {
      write(out, told);
    }
    write(out, logged);
  }

  static OriginFact read(BinaryReader in) {
    boolean isTold = in.readByte() == 1;
    return new OriginFact(isTold ? readOrigin(in) : Origin.UNKNOWN, readOrigin(in));
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

  private static Origin greater(Origin a, Origin b) {
    return new Origin(
        Texts.greater(a.host(), b.host()),
        Texts.greater(a.sourceIp(), b.sourceIp()),
        Texts.greater(a.fromDomain(), b.fromDomain()),
        Texts.greater(a.mailStream(), b.mailStream()),
        Texts.greater(a.campaign(), b.campaign()));
  }
}
