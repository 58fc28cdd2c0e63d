package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/** Says what happened to a recipient: what its action tells, and what the reply means. */
final class Diagnostician {
  private final ReplyClassifier replies;
  private final String reportingHost;

  /**
   * @param reportingHost who wrote the report, to be asked where it names no other server; null
   *     when unknown
   */
  Diagnostician(ReplyClassifier replies, String reportingHost) {
    this.replies = replies;
    this.reportingHost = reportingHost;
  }

  Diagnosis diagnose(
      Action action, SmtpReply reply, String recipient, String remoteHost, long time) {
    return switch (action) {
      case FAILED, DELAYED ->
          replies.classify(
              new Refusal(
                  reply,
                  recipient,
                  remoteHost == null ? reportingHost : remoteHost,
                  reportingHost,
                  time,
                  action == Action.FAILED));
      case DELIVERED, RELAYED, EXPANDED -> of(Reason.DELIVERED);
      case COMPLAINED, REPORTED -> of(Reason.FEEDBACK);
      case AUTO_REPLIED -> of(Reason.VACATION);
    };
  }

  /** What the form of a message says, whatever its words. */
  static Diagnosis of(Reason reason) {
    return new Diagnosis(reason, false, Confidence.CERTAIN, null, Hints.NONE);
  }
}
