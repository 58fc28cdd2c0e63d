package dev.todoku.incidents;

import dev.todoku.schema.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a revision of an incident may be published, so that nobody is called more often than they
 * can act: what is held back is part of the revision that follows, and every signal stays on its
 * topic. Whatever happens, a revision that is held back becomes due within a day.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>revision</th><th>is published</th></tr>
 * <tr><td>opens, or is withdrawn</td><td>at once</td></tr>
 * <tr><td>its severity rises</td><td>at once</td></tr>
 * <tr><td>opens again</td><td>at once; eight revisions in 24 hours at most</td></tr>
 * <tr><td>ends</td><td>at once when it came once; when it came twice, after an hour without it; when
 * it came more often, after six; eight revisions in 24 hours at most</td></tr>
 * <tr><td>a bounce rate gets a cause</td><td>at once; six revisions in 24 hours at most</td></tr>
 * <tr><td>changes</td><td>an hour after the last change; six revisions in 24 hours at most, so that
 * its end is not held up</td></tr>
 * </table>
 */
final class AlertBudget {
  /** What returns within this time has not ended, but comes and goes. */
  static final long RETURNS_MS = 6 * 60 * 60_000L;

  /** Revisions within {@link #PERIOD_MS}, unless the severity rises. */
  static final int REVISIONS = 8;

  private static final int CHANGES = 6;
  private static final long PERIOD_MS = 24 * 60 * 60_000L;
  private static final long BETWEEN_CHANGES_MS = 60 * 60_000L;
  private static final long SHORT_CALM_MS = 60 * 60_000L;

  private AlertBudget() {}

  /**
   * From when on a revision may be published, event time; 0 for at once.
   *
   * @param before the last published revision, null for none
   * @param revisedAt event times of the latest published revisions, oldest first
   * @param next the revision
   * @param episodes how often it has come without being away for {@link #RETURNS_MS}
   */
  static long dueAt(@Nullable Alert before, List<Long> revisedAt, Alert next, int episodes) {
    if (before == null
        || next.state() == Alert.State.WITHDRAWN
        || (next.state().isOpen() && isMoreSevere(before, next))) {
      return 0;
    }
    if (next.state() == Alert.State.OPEN) {
      return freeAt(revisedAt, REVISIONS);
    }
    boolean isEnd = before.state().isOpen() && !next.state().isOpen();
    if (isEnd) {
      return Math.max(next.resolvedAt() + calm(episodes), freeAt(revisedAt, REVISIONS));
    }
    boolean isAtOnce =
        before.state() == Alert.State.OPEN || ExplainedRate.isExplained(before, next);
    return Math.max(isAtOnce ? 0 : before.time() + BETWEEN_CHANGES_MS, freeAt(revisedAt, CHANGES));
  }

  private static boolean isMoreSevere(Alert before, Alert next) {
    return before.state().isOpen() && next.severity().compareTo(before.severity()) > 0;
  }

  /** How long something must be away before it has ended. */
  private static long calm(int episodes) {
    return switch (episodes) {
      case 0, 1 -> 0;
      case 2 -> SHORT_CALM_MS;
      default -> RETURNS_MS;
    };
  }

  /** When fewer than {@code most} revisions have been published within the period before. */
  private static long freeAt(List<Long> revisedAt, int most) {
    int size = revisedAt.size();
    return size < most ? 0 : revisedAt.get(size - most) + PERIOD_MS;
  }
}
