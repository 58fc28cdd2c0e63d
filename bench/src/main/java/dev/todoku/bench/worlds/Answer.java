package dev.todoku.bench.worlds;

import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answers.
 *
 * @param reply what it says in the dialogue, null when it accepts
 * @param returned what a bounce message says later, null when none comes
 * @param returnedAt when it comes, event time
 */
record Answer(@Nullable SmtpReply reply, @Nullable SmtpReply returned, long returnedAt) {
  private static final int PERMANENT = 500;

  static final Answer ACCEPTED = new Answer(null, null, 0);

  /** A refusal, such as {@code 550 5.1.1 User unknown}. */
  static Answer refused(String text) {
    return new Answer(SmtpReply.of(text), null, 0);
  }

  /** Accepted, and returned at {@code time}. */
  static Answer returned(String text, long time) {
    return new Answer(null, SmtpReply.of(text), time);
  }

  boolean isForGood() {
    return reply != null && reply.code() >= PERMANENT;
  }
}
