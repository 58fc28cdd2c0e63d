package dev.todoku.readmodel;

import dev.todoku.schema.ProviderHealth;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Provider health in every range. Safe for use by several threads. */
public final class HealthViews {
  private final Map<ViewRange, HealthView> views = new ConcurrentHashMap<>();

  public HealthViews() {
    for (ViewRange range : ViewRange.values()) {
      views.put(range, new HealthView(range));
    }
  }

  public HealthView of(ViewRange range) {
    return views.computeIfAbsent(range, HealthView::new);
  }

  /** Forgets the week and the month. */
  public void forgetLong() {
    views.put(ViewRange.WEEK, new HealthView(ViewRange.WEEK));
    views.put(ViewRange.MONTH, new HealthView(ViewRange.MONTH));
  }

  /** Takes in a row for the hour and the day. */
  void addRecent(ProviderHealth row) {
    of(ViewRange.HOUR).add(row);
    of(ViewRange.DAY).add(row);
  }

  /**
   * Takes in a row for the week and the month.
   *
   * @return whose mail it counts as
   */
  public HealthView.Flow addLong(ProviderHealth row) {
    of(ViewRange.MONTH).add(row);
    return of(ViewRange.WEEK).add(row);
  }
}
