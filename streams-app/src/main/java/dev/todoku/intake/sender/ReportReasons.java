package dev.todoku.intake.sender;

import dev.todoku.bounce.Diagnosis;
import dev.todoku.bounce.Refusal;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.function.Function;

/**
 * Why a message failed, by what a sender reports: the remote server's reply outranks the sender's
 * class.
 */
public final class ReportReasons {
  private final ReplyClassifier replies;
  private final Function<String, Reason> classes;

  /**
   * @param classes what the sender's own classes mean
   */
  public ReportReasons(ReplyClassifier replies, Function<String, Reason> classes) {
    this.replies = replies;
    this.classes = classes;
  }

  /** The reason; null for what is no failure. */
  public Reason of(Reported report) {
    return switch (report.kind()) {
      case DEFERRED, BOUNCED -> ofFailure(report);
      case DROPPED -> Reason.SUPPRESSED;
      case COMPLAINED -> Reason.FEEDBACK;
      default -> null;
    };
  }

  private Reason ofFailure(Reported report) {
    if (report.details().containsKey(ReportedDetail.EXPIRED)) {
      return Reason.EXPIRED;
    }
    Diagnosis diagnosis = replies.classify(refusal(report));
    if (diagnosis.reason() != Reason.UNDEFINED || report.peerReason().isEmpty()) {
      return diagnosis.reason();
    }
    return classes.apply(report.peerReason().get());
  }

  private static Refusal refusal(Reported report) {
    return new Refusal(
        reply(report),
        report.recipient().orElse(null),
        report.details().get(ReportedDetail.REMOTE_HOST),
        report.time().map(time -> time.toEpochMilli()).orElse(0L),
        report.kind() == ReportedKind.BOUNCED);
  }

  /** The reply as the rules read it; a status of absurd length is left out. */
  public static SmtpReply reply(Reported report) {
    String status = report.status().filter(stated -> stated.length() <= Limits.STATUS).orElse(null);
    boolean isNothing = report.reply().isEmpty() && report.code().isEmpty() && status == null;
    return isNothing
        ? SmtpReply.UNKNOWN
        : new SmtpReply(
            report.code().orElse(0),
            status,
            report.reply().orElse(null),
            report.details().get(ReportedDetail.COMMAND));
  }
}
