package dev.todoku.intake.sender;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One report about one recipient, as a sender's record states it, before it becomes an event of
 * Todoku. Nothing is interpreted here but the shape of the record: the reply is the remote server's
 * own words, {@code peerReason} the sender's class for it.
 *
 * @param index place of the record in its batch or file, from 0
 * @param recipient address without display name; absent where the record names none
 * @param providerId the sender's own id of the message, the same in all its records
 * @param messageId the header Message-ID without angle brackets
 * @param eventId the sender's id of this record where it is stable over repetitions
 * @param time when it happened by the sender's clock; absent where the record has no time
 * @param permanent true: the mailbox or domain takes no mail; false: given up or tried again;
 *     absent: not stated
 * @param code three-digit SMTP reply code (RFC 5321 section 4.2)
 * @param status enhanced status code (RFC 3463)
 * @param reply the remote server's reply, or the sender's sentence where there is none
 * @param peerReason the sender's own class or reason
 * @param details what else the record states, by the names of {@link ReportedDetail}
 */
public record Reported(
    int index,
    ReportedKind kind,
    Optional<String> recipient,
    Optional<String> providerId,
    Optional<String> messageId,
    Optional<String> eventId,
    Optional<Instant> time,
    Optional<Boolean> permanent,
    Optional<Integer> code,
    Optional<String> status,
    Optional<String> reply,
    Optional<String> peerReason,
    Map<ReportedDetail, String> details) {

  /** The value of a detail that is only there where it holds. */
  public static final String HOLDS = "true";

  public Reported {
    Objects.requireNonNull(kind, "kind");
    details = Map.copyOf(details);
  }

  /** This report of the message that is named, and with more details. */
  public Reported with(Optional<String> named, Map<ReportedDetail, String> known) {
    return new Reported(
        index,
        kind,
        recipient,
        providerId,
        named,
        eventId,
        time,
        permanent,
        code,
        status,
        reply,
        peerReason,
        known);
  }
}
