package dev.todoku.streams;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What must be so of every alert, whatever came in which order. */
public enum AlertInvariant {
  ONSET_UNTIL_DETECTION {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return alert.detectedAt() == 0 || alert.onset() <= alert.detectedAt();
    }
  },
  DETECTION_UNTIL_TIME {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return Math.max(alert.onset(), alert.detectedAt()) <= alert.time();
    }
  },
  ONSET_UNTIL_END {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return alert.resolvedAt() == 0 || alert.onset() <= alert.resolvedAt();
    }
  },
  END_WHEN_RESOLVED {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return (alert.resolvedAt() != 0) == (alert.state() == Alert.State.RESOLVED);
    }
  },
  TIME_NEVER_BACK {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return before == null || before.time() <= alert.time();
    }
  },
  FAILURES_WITHIN_ATTEMPTS {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return alert.evidence().failures() <= alert.evidence().attempts();
    }
  },
  BASELINE_IS_A_SHARE {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return alert.evidence().baseline() >= 0 && alert.evidence().baseline() <= 1;
    }
  },
  OPENS_FIRST {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return before != null || alert.state() == Alert.State.OPEN;
    }
  },
  OPENS_AGAIN_FIRST {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return before == null
          || before.state().isOpen()
          || alert.state() == Alert.State.OPEN
          || (before.state() == Alert.State.RESOLVED && alert.state() != Alert.State.UPDATED);
    }
  },
  SEVERITY_CHANGE_IS_EXPLAINED {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return before == null
          || isAnew(before, alert)
          || before.severity() == alert.severity()
          || explains(alert, RevisionFindings.SEVERITY);
    }
  },
  SCOPE_CHANGE_IS_EXPLAINED {
    @Override
    boolean holds(@Nullable Alert before, Alert alert) {
      return before == null
          || isAnew(before, alert)
          || before.scope().equals(alert.scope())
          || explains(alert, RevisionFindings.SCOPE);
    }
  };

  /**
   * Whether it is so.
   *
   * @param before the revision before, null when {@code alert} is the first
   */
  abstract boolean holds(@Nullable Alert before, Alert alert);

  /** The name under which it is counted. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What is not so of {@code alert}.
   *
   * @param before the revision before, null when {@code alert} is the first
   */
  public static List<AlertInvariant> brokenBy(@Nullable Alert before, Alert alert) {
    return Arrays.stream(values()).filter(invariant -> !invariant.holds(before, alert)).toList();
  }

  /** Whether no correction makes an alert one that can be published: it never opened. */
  public static boolean isHeldBack(@Nullable Alert before, Alert alert) {
    return !OPENS_FIRST.holds(before, alert)
        || (!OPENS_AGAIN_FIRST.holds(before, alert) && alert.state() != Alert.State.UPDATED);
  }

  /** The alert with its times in order and its counts possible. */
  public static Alert corrected(@Nullable Alert before, Alert alert) {
    boolean isResolved = alert.state() == Alert.State.RESOLVED;
    long onset =
        alert.detectedAt() == 0 ? alert.onset() : Math.min(alert.onset(), alert.detectedAt());
    long end = alert.resolvedAt() == 0 ? alert.time() : alert.resolvedAt();
    return Alert.builder(alert.incidentId(), alert.cause(), alert.severity(), alert.scope())
        .revision(alert.revision())
        .state(OPENS_AGAIN_FIRST.holds(before, alert) ? alert.state() : Alert.State.OPEN)
        .onset(onset)
        .detectedAt(alert.detectedAt())
        .time(
            Math.max(
                Math.max(onset, alert.detectedAt()),
                before == null ? alert.time() : Math.max(before.time(), alert.time())))
        .resolvedAt(isResolved ? Math.max(onset, end) : 0)
        .title(alert.title())
        .evidence(corrected(alert.evidence()))
        .remedy(alert.remedy())
        .build();
  }

  private static Evidence corrected(Evidence evidence) {
    return evidence.toBuilder()
        .attempts(Math.max(evidence.attempts(), evidence.failures()))
        .baseline(Math.min(1, Math.max(0, evidence.baseline())))
        .build();
  }

  private static boolean isAnew(@Nullable Alert before, Alert alert) {
    return before == null || (!before.state().isOpen() && alert.state() == Alert.State.OPEN);
  }

  private static boolean explains(Alert alert, String prefix) {
    return alert.evidence().findings().stream()
        .anyMatch(finding -> finding.id().startsWith(prefix));
  }

  /** Learns of what is not so. */
  @FunctionalInterface
  public interface Handler {

    /**
     * An alert would break an invariant.
     *
     * @param alert as it would have been published
     */
    void onViolation(AlertInvariant invariant, Alert alert);
  }
}
