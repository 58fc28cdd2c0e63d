package dev.todoku.dnsfeed;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be asked, and when again: what is seen and has no answer that still holds. What is
 * seen no more is asked no more, and is forgotten first when there is no room. Used by one thread.
 */
final class RefreshQueue {
  private final Map<Subject, Long> until = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Subject> due = new LinkedHashSet<>();
  private final Set<Subject> underway = new LinkedHashSet<>();
  private final int capacity;

  /**
   * An empty agenda.
   *
   * @param capacity answers whose time it remembers, and questions that may be due
   */
  RefreshQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Somebody is concerned with {@code subject} now. */
  void see(Subject subject, long now) {
    boolean holds = until.getOrDefault(subject, 0L) > now;
    if (!holds && !underway.contains(subject) && due.size() < capacity) {
      due.add(subject);
    }
  }

  /** Takes up to {@code most} of what is due; they are under way then. */
  List<Subject> take(int most) {
    List<Subject> taken = new ArrayList<>();
    Iterator<Subject> next = due.iterator();
    while (next.hasNext() && taken.size() < most) {
      taken.add(next.next());
      next.remove();
    }
    underway.addAll(taken);
    return taken;
  }

  /** The answer holds until {@code time}; of a failure, that is when to try again. */
  void answered(Subject subject, long time) {
    underway.remove(subject);
    until.put(subject, time);
    if (until.size() > capacity) {
      Iterator<Subject> eldest = until.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  int underway() {
    return underway.size();
  }
}
