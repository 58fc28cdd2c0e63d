package dev.todoku.mailindex;

import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which failed mail belongs to an incident: it is within the scope, failed while the incident went
 * on, and for what the incident is about. Pure.
 */
public record AffectedMail(Alert alert) {
  /** The detector's onset is an estimate, to some minutes. */
  private static final long TOLERANCE_MS = 10 * 60_000L;

  /** From when on mail may belong to it, epoch milliseconds. */
  public long from() {
    return alert.onset() - TOLERANCE_MS;
  }

  /** Until when mail may belong to it, epoch milliseconds; without end while it goes on. */
  public long to() {
    return alert.state().isOpen() ? Long.MAX_VALUE : alert.resolvedAt() + TOLERANCE_MS;
  }

  /** Whether a mail belongs to it. */
  public boolean includes(IndexedMail mail) {
    return mail.isFailed()
        && alert.state() != Alert.State.WITHDRAWN
        && mail.time() >= from()
        && mail.time() <= to()
        && isWithin(alert.scope(), mail)
        && isOfCause(mail);
  }

  private static boolean isWithin(Scope scope, IndexedMail mail) {
    String ip = mail.origin().sourceIp();
    return isSame(scope.provider(), mail.provider())
        && (isSame(scope.sourceIp(), ip)
            || Objects.equals(scope.sourceIp(), new Scope(null, ip, null).network()))
        && isSame(scope.fromDomain(), mail.origin().fromDomain());
  }

  private static boolean isSame(@Nullable String limit, @Nullable String value) {
    return limit == null || limit.equals(value);
  }

  private boolean isOfCause(IndexedMail mail) {
    if (alert.cause() == Cause.MAILBOX_FULL_WAVE) {
      return mail.reason() == Reason.MAILBOX_FULL;
    }
    return CauseTraits.of(alert.cause()).explained().include(mail.fault());
  }

  /**
   * Whether a mail that belongs to it is to be sent again when it has ended.
   *
   * @param suppressed whether its recipient is suppressed
   */
  public boolean isToResend(IndexedMail mail, boolean suppressed) {
    boolean isOutage = alert.cause() == Cause.PROVIDER_OUTAGE;
    return !suppressed && (mail.isWorthResending() || isOutage);
  }
}
