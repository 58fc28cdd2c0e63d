package dev.todoku.cli.collect;

import dev.todoku.collect.SourceStatus;
import java.util.HashSet;
import java.util.Set;

/** Which sources are known to be silent for longer than is usual, so that each is named once. */
public final class NewSilence {
  private final Set<String> silent = new HashSet<>();

  /**
   * Whether a source has fallen silent since it was asked about last.
   *
   * @param now wall clock, milliseconds since 1970
   */
  public boolean isNews(SourceStatus status, long now) {
    if (status.silentFor(now) == 0) {
      silent.remove(status.name());
      return false;
    }
    return silent.add(status.name());
  }

  /** Nothing is known of a source any more. */
  void forget(SourceStatus status) {
    silent.remove(status.name());
  }
}
