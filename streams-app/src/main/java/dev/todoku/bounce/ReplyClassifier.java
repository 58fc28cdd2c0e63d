package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/** Says why a server refused. */
public interface ReplyClassifier {
  /** The reason behind {@code reply}; {@link Reason#UNDEFINED} when it tells none. */
  Reason classify(SmtpReply reply);
}
