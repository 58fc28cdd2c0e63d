package dev.todoku.cli.replay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** A file whose items do not stand in the order of time: read at once and put in that order. */
final class SortedSource implements ReplaySource {
  private final Deque<ReplayItem> items;

  private SortedSource(List<ReplayItem> items) {
    this.items = new ArrayDeque<>(items);
  }

  /** Takes all that {@code source} gives; what has one time keeps its order. */
  static SortedSource of(ReplaySource source) throws IOException {
    List<ReplayItem> items = new ArrayList<>();
    while (!source.isEmpty()) {
      items.add(source.take());
    }
    items.sort(Comparator.comparingLong(ReplayItem::time));
    return new SortedSource(items);
  }

  /** Whether what {@code source} gives stands in the order of time; reads it to its end. */
  static boolean isInOrder(ReplaySource source) throws IOException {
    long last = Long.MIN_VALUE;
    while (!source.isEmpty()) {
      long time = source.time();
      if (time < last) {
        return false;
      }
      last = time;
      source.take();
    }
    return true;
  }

  @Override
  public long time() {
    return items.isEmpty() ? Long.MAX_VALUE : items.peekFirst().time();
  }

  @Override
  public ReplayItem take() {
    return items.removeFirst();
  }

  @Override
  public String place() {
    return items.peekFirst().place();
  }
}
