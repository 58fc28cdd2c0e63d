package dev.todoku.story;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import java.util.List;

/**
 * One message to one recipient.
 *
 * @param messageId in normal form
 * @param recipient address as it came
 * @param outcome null when there is none yet
 * @param send null when the topic no longer has it
 * @param bounce the last bounce, null when there is none
 * @param situation what kind of answer it calls for
 * @param timeline what happened, in the order of time
 */
public record MessageStory(
    String messageId,
    String recipient,
    Outcome outcome,
    Send send,
    Bounce bounce,
    Situation situation,
    List<Moment> timeline) {

  /** Key of the advice: the reason where that says it all. */
  public String adviceKey() {
    return situation == Situation.REFUSED ? outcome.reason().name() : situation.name();
  }

  /** Where it stopped, or how far it came. */
  public Checkpoint checkpoint() {
    return outcome == null || situation == Situation.OWN_DOMAIN
        ? Checkpoint.SENDING_SERVER
        : outcome.checkpoint();
  }

  /** Envelope sender as far as it is known; empty when it is not. */
  public String sender() {
    if (send != null && send.envelopeFrom() != null) {
      return send.envelopeFrom();
    }
    if (bounce != null && bounce.envelopeFrom() != null) {
      return bounce.envelopeFrom();
    }
    return outcome == null || outcome.origin().fromDomain() == null
        ? ""
        : '@' + outcome.origin().fromDomain();
  }

  /** When the sending server took it on, 0 when unknown. */
  public long sentAt() {
    return send != null ? send.time() : outcome == null ? 0 : outcome.sentAt();
  }

  /** The address that receiving servers see, empty when unknown. */
  public String sourceIp() {
    String ip =
        send != null && send.origin().sourceIp() != null
            ? send.origin().sourceIp()
            : outcome == null ? null : outcome.origin().sourceIp();
    return ip == null ? "" : ip;
  }

  /** What the server said that refused it, empty when none did. */
  public String reply() {
    return outcome == null ? "" : Replies.quote(outcome.reply());
  }

  /** Size in bytes, 0 when unknown. */
  public long size() {
    return send == null ? 0 : send.size();
  }
}
