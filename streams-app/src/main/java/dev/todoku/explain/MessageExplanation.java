package dev.todoku.explain;

import dev.todoku.dns.Ip;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SendDetails;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient.
 *
 * @param messageId in normal form
 * @param recipient address as it came
 * @param outcome as it is judged with all that is known; null when there is none yet
 * @param details what the sending side knows of it
 * @param situation what kind of answer it calls for
 * @param other how other mail to the address fared
 * @param timeline what happened, in the order of time
 * @param suppressed whether mail to the recipient is suppressed now
 */
public record MessageExplanation(
    String messageId,
    String recipient,
    @Nullable Outcome outcome,
    SendDetails details,
    Situation situation,
    OtherMail other,
    List<TimelineEntry> timeline,
    boolean suppressed) {

  /** Faults whose advice ends with another send, where nothing more particular is known. */
  private static final Set<Fault> SENT_AGAIN =
      EnumSet.of(
          Fault.REPUTATION,
          Fault.RATE,
          Fault.AUTHENTICATION,
          Fault.CONTENT,
          Fault.RECEIVER_SYSTEM,
          Fault.NETWORK,
          Fault.SENDER_SYSTEM);

  /**
   * Key of the advice: the reason where that says it all. Nothing is sent again to an address that
   * is suppressed.
   */
  public String adviceKey() {
    if (outcome == null || !situation.isAboutReason(outcome)) {
      return situation.name();
    }
    return suppressed && SENT_AGAIN.contains(outcome.fault())
        ? Reason.SUPPRESSED.name()
        : Situation.why(outcome).name();
  }

  /** The outcome, where the situation says that there is one. */
  Outcome known() {
    return Objects.requireNonNull(outcome, "there is no outcome yet");
  }

  /** Where it stopped, or how far it came. */
  public Hop stoppedAt() {
    return outcome == null || situation == Situation.OWN_DOMAIN
        ? Hop.SENDING_SERVER
        : outcome.stoppedAt();
  }

  /** Envelope sender as far as it is known; empty when it is not. */
  public String sender() {
    if (details.envelopeFrom() != null) {
      return details.envelopeFrom();
    }
    return outcome == null || outcome.origin().fromDomain() == null
        ? ""
        : '@' + outcome.origin().fromDomain();
  }

  /** Whether a server of the receiving side has seen it, so that its administrator can find it. */
  public boolean isSeenByReceiver() {
    return stoppedAt() != Hop.SENDING_SERVER;
  }

  /** When the sending server took it on, 0 when unknown. */
  public long sentAt() {
    return outcome == null ? 0 : outcome.sentAt();
  }

  /**
   * The address that receiving servers see, or that the server which refused it says it sees; empty
   * when unknown. Where a log has no address, the server's name stands in its place in the origin.
   */
  public String sourceIp() {
    if (outcome == null) {
      return "";
    }
    return Optional.ofNullable(outcome.origin().sourceIp())
        .filter(ip -> Ip.parse(ip).isPresent())
        .or(() -> NamedSource.in(outcome.reply()))
        .or(() -> NamedSource.in(outcome.deferralReply()))
        .orElse("");
  }

  /** Name of the sending server, empty when unknown. */
  public String host() {
    String host = outcome == null ? null : outcome.origin().host();
    return host == null ? "" : host;
  }

  /** What the server said that refused it, empty when none did. */
  public String reply() {
    return outcome == null ? "" : QuotedReplies.quote(outcome.reply());
  }

  /** Size in bytes, 0 when unknown. */
  public long size() {
    return details.size();
  }
}
