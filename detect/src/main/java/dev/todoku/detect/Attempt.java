package dev.todoku.detect;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of one trial, and for whom: what it adds to the {@link Figures}.
 *
 * @param reply what the server said last, null when it said nothing
 * @param contact what was known of the recipient before
 * @param isOwnDomain whether the recipient is in the sender's own domain
 */
public record Attempt(
    Status status, Reason reason, @Nullable SmtpReply reply, Contact contact, boolean isOwnDomain) {

  /** What is known of a recipient. */
  public enum Contact {
    /** Nothing: this is the first message. */
    FIRST,
    /** No standing acceptance within 90 days. */
    UNPROVEN,
    /** Accepted mail within 90 days, and nothing has failed since. */
    PROVEN,
    /** That it was counted as one of these, and not as which. */
    FORGOTTEN
  }

  private static final Set<Reason> NO_SUCH_DOMAIN =
      EnumSet.of(Reason.HOST_UNKNOWN, Reason.NOT_ACCEPT);

  private static final Set<Reason> OUTAGE =
      EnumSet.of(
          Reason.NETWORK_ERROR,
          Reason.SYSTEM_ERROR,
          Reason.SYSTEM_FULL,
          Reason.MAILER_ERROR,
          Reason.EXPIRED);

  /** A bounce message about these is not about the sender. */
  private static final Set<Reason> THE_RECIPIENTS_OWN =
      EnumSet.of(
          Reason.MAILBOX_FULL,
          Reason.SUSPENDED,
          Reason.HOST_UNKNOWN,
          Reason.NOT_ACCEPT,
          Reason.HAS_MOVED,
          Reason.EMAIL_TOO_LARGE,
          Reason.VACATION,
          Reason.FEEDBACK,
          Reason.SUPPRESSED);

  /** What an attempt in the SMTP dialogue counts as. */
  public Set<Figure> figures() {
    Set<Figure> figures = figuresOfAnyone();
    ContactTrial trial = contactTrial();
    if (trial != null) {
      figures.addAll(trial.figures(contact));
    }
    return figures;
  }

  /**
   * What an attempt in the SMTP dialogue says of its recipient, null when nothing. That somebody of
   * the sender's own domain is unknown is counted by itself: a server that believes it hosts the
   * domain says so of everybody.
   */
  public @Nullable ContactTrial contactTrial() {
    if (Trial.isUnexplained(status, reason, reply)) {
      return ContactTrial.UNEXPLAINED;
    }
    boolean hasFailed = status.isFailure() || status == Status.DEFERRED;
    return switch (Trial.explicit(status, reason, reply)) {
      case NOT_COUNTED ->
          hasFailed && NO_SUCH_DOMAIN.contains(reason) ? ContactTrial.NO_SUCH_DOMAIN : null;
      case REFUSED -> null;
      case PASSED -> {
        boolean isOurMistake = hasFailed && Trial.isMisconfiguration(reason, reply);
        if (isOurMistake || status == Status.DEFERRED) {
          yield null;
        }
        if (!status.isFailure()) {
          yield ContactTrial.PASSED;
        }
        if (!isUnknown()) {
          yield reason == Reason.FILTERED ? ContactTrial.FILTERED : ContactTrial.PASSED;
        }
        yield isOwnDomain ? null : ContactTrial.UNKNOWN;
      }
    };
  }

  /**
   * Whether a refusal for now counts as nothing before the retries of the message decide.
   *
   * @param latest what the server said at the latest of them, with its words
   * @param refusedForMs how long it had been refused before, 0 for the first attempt
   */
  public boolean isUndecided(SmtpReply latest, long refusedForMs) {
    return status == Status.DEFERRED
        && Trial.explicit(status, reason, reply) == Trial.REFUSED
        && Trial.isUndecided(reason, latest, refusedForMs);
  }

  /** Whether the provider held mail back that may pass on retry: for policy, or by a fault. */
  public boolean isHeldBack() {
    return figures().contains(Figure.REFUSALS)
        || (status == Status.DEFERRED && Trial.isFaultForNow(reason, reply));
  }

  /** What a bounce message for mail that had been accepted counts as. */
  public Set<Figure> returned() {
    ContactTrial trial = returnedTrial();
    if (trial != null) {
      return trial.figures(contact);
    }
    boolean mayMeanABlock = !THE_RECIPIENTS_OWN.contains(reason) && !OUTAGE.contains(reason);
    return mayMeanABlock ? EnumSet.of(Figure.RETURNED) : EnumSet.noneOf(Figure.class);
  }

  /** What such a bounce message says of its recipient, null when nothing. */
  public @Nullable ContactTrial returnedTrial() {
    return isUnknown() ? ContactTrial.RETURNED_UNKNOWN : null;
  }

  private Set<Figure> figuresOfAnyone() {
    if (Trial.isUnexplained(status, reason, reply)) {
      return EnumSet.noneOf(Figure.class);
    }
    return switch (Trial.explicit(status, reason, reply)) {
      case NOT_COUNTED -> withoutTrial();
      case REFUSED -> refused();
      case PASSED -> passed();
    };
  }

  private Set<Figure> withoutTrial() {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    StatusCode code = StatusCode.of(reply);
    boolean isOutage =
        OUTAGE.contains(reason) || code.isSystemOrNetwork() || Trial.isTlsFailure(reason, code);
    count(
        figures,
        (status.isFailure() || status == Status.DEFERRED)
            && !NO_SUCH_DOMAIN.contains(reason)
            && isOutage,
        Figure.OUTAGES);
    return figures;
  }

  private Set<Figure> refused() {
    Set<Figure> figures = EnumSet.of(Figure.ATTEMPTS, Figure.REFUSALS);
    count(figures, status == Status.DEFERRED, Figure.TEMPORARY_REFUSALS);
    return figures;
  }

  private Set<Figure> passed() {
    Set<Figure> figures = EnumSet.of(Figure.ATTEMPTS);
    if (status.isFailure() || status == Status.DEFERRED) {
      if (Trial.isMisconfiguration(reason, reply)) {
        figures.add(Figure.UNAUTHENTICATED);
        count(figures, status.isFailure(), Figure.UNAUTHENTICATED_FOR_GOOD);
        return figures;
      }
      count(figures, reason == Reason.MAILBOX_FULL, Figure.MAILBOX_FULL);
      if (status == Status.DEFERRED) {
        return figures;
      }
    }
    boolean unknown = status.isFailure() && isUnknown();
    count(figures, isOwnDomain, Figure.OWN_DOMAIN);
    count(figures, isOwnDomain && unknown, Figure.OWN_DOMAIN_UNKNOWN);
    return figures;
  }

  /** X.1.x, and what says the same in words. */
  private boolean isUnknown() {
    return reason == Reason.USER_UNKNOWN
        || reason == Reason.HAS_MOVED
        || StatusCode.of(reply).isAddress();
  }

  private static void count(Set<Figure> figures, boolean applies, Figure figure) {
    if (applies) {
      figures.add(figure);
    }
  }
}
