package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/** Says what happened to a recipient: what its action says, and what the reply means. */
final class BounceDiagnoser {
  private final ReplyClassifier replies;
  private final BounceIdentity identity;

  /**
   * @param identity of the message; who wrote the report is asked where it names no other server
   */
  BounceDiagnoser(ReplyClassifier replies, BounceIdentity identity) {
    this.replies = replies;
    this.identity = identity;
  }

  BounceDiagnosis diagnose(
      Action action, SmtpReply reply, String recipient, @Nullable String remoteHost, long time) {
    return switch (action) {
      case FAILED, DELAYED ->
          replies.classify(
              new RefusedReply(
                  reply,
                  recipient,
                  identity.envelopeFrom(),
                  remoteHost == null ? identity.reportingHost() : remoteHost,
                  identity.reportingHost(),
                  time,
                  action == Action.FAILED));
      case DELIVERED, RELAYED, EXPANDED -> of(Reason.DELIVERED);
      case COMPLAINED, REPORTED -> of(Reason.FEEDBACK);
      case AUTO_REPLIED -> of(Reason.VACATION);
    };
  }

  /** What the form of a message says, whatever its words. */
  static BounceDiagnosis of(Reason reason) {
    return new BounceDiagnosis(reason, false, DiagnosisConfidence.CERTAIN, null, Hints.NONE);
  }
}
