package dev.todoku.detect;

import dev.todoku.schema.SmtpReply;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a failed attempt at a filter or relay of the sending side counts as: it is down, or it
 * refuses. Reputation and recipients do not matter there.
 */
public final class HopAttempts {
  private static final int PERMANENT = 500;

  private HopAttempts() {}

  /**
   * What a failure counts as. Whoever gives no reply is down, and so is who answers with an error
   * of its own (X.3.x, X.4.x, or for now without naming a policy).
   *
   * @param isTemporary whether it will be tried again
   */
  public static Set<Figure> failed(SmtpReply reply, boolean isTemporary) {
    StatusCode code = StatusCode.of(reply);
    boolean isRefusal =
        code.isPolicy()
            || code.isAuthentication()
            || (reply.code() >= PERMANENT && !code.isSystemOrNetwork());
    if (!isRefusal) {
      return EnumSet.of(Figure.OUTAGES);
    }
    return isTemporary
        ? EnumSet.of(Figure.ATTEMPTS, Figure.REFUSALS, Figure.TEMPORARY_REFUSALS)
        : EnumSet.of(Figure.ATTEMPTS, Figure.REFUSALS);
  }
}
