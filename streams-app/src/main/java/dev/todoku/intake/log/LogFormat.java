package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.Reason;
import java.time.ZoneId;
import java.util.Optional;

/** A mail server's log. Everything that is special to it lies in its own package. */
public interface LogFormat {

  /** Its name, in lower case: what {@code --as} and the key of a raw record say. */
  String name();

  /** Whether a line, by its shape alone, is one that only this server writes. */
  boolean looksLike(String line);

  /**
   * A parser for one file, or for the lines of one host. Not thread-safe.
   *
   * @param zone of times that name none
   */
  LineParser parser(ZoneId zone);

  /**
   * Whether the Message-ID stands only in the record of a message's arrival, so that later records
   * have to be joined to that by the server's own id.
   */
  default boolean isNamedOnArrival() {
    return false;
  }

  /**
   * Whether the recipients of the record of arrival are those of the later records. Where aliases
   * are expanded in between, a send is published with the first attempt.
   */
  default boolean isArrivalFinal() {
    return true;
  }

  /** What the server's own class of a report states; empty where there is no class. */
  default Optional<Reason> reasonOf(Reported report) {
    return report.kind() == ReportedKind.DROPPED
        ? Optional.of(Reason.SUPPRESSED)
        : report.peerReason().map(this::reasonOf);
  }

  /**
   * What the server's own class of a failure means, where the remote server's reply says nothing.
   *
   * @param peerReason as {@code Reported.peerReason} has it
   * @return {@link Reason#UNDEFINED} where the class says nothing either
   */
  default Reason reasonOf(String peerReason) {
    return Reason.UNDEFINED;
  }
}
