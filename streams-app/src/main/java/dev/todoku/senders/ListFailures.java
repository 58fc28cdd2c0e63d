package dev.todoku.senders;

import dev.todoku.detect.Cohorts;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.wire.SenderMinute;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a sender's failures speaks of its lists. Refusals that say nothing speak of nobody.
 * Refusals for policy and for failed authentication, mail that comes back as refused, and
 * recipients who are called unknown although they took mail lately, or are of the sender's own
 * domain, have watches of their own: who cleans his list for them cleans it in vain.
 */
final class ListFailures {
  private ListFailures() {}

  /**
   * How many messages of a minute failed so.
   *
   * @param explained unknown recipients that are left out
   */
  static long of(SenderMinute minute, ExplainedUnknown explained) {
    long others = 0;
    for (Map.Entry<String, SortedMap<String, Figures>> batch : minute.figures().entrySet()) {
      for (Map.Entry<String, Figures> provider : batch.getValue().entrySet()) {
        Figures figures = provider.getValue();
        boolean isExplained = explained.includes(batch.getKey(), provider.getKey());
        others += ofOtherKinds(figures);
        others += isExplained ? figures.get(Figure.UNPROVEN_UNKNOWN) : 0;
      }
    }
    return minute.failed() - others;
  }

  /**
   * How many of them are of mail that had been accepted before a day began.
   *
   * @param start start of the day, event time
   * @param failures how many messages of the minute failed so
   */
  static long ofBefore(long start, SenderMinute minute, long failures) {
    long before =
        minute.returned().headMap(Cohorts.hourOf(start)).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    return failures < 0
        ? Math.max(failures, Math.min(0, before))
        : Math.min(failures, Math.max(0, before));
  }

  private static int ofOtherKinds(Figures figures) {
    int failures = SenderMinute.NOT_OF_LISTS.stream().mapToInt(figures::get).sum();
    return failures - figures.get(Figure.TEMPORARY_REFUSALS);
  }

  /** What counted against the sender in a minute, by campaign or mail stream. */
  static SortedMap<String, BatchDay> byBatch(SenderMinute minute, ExplainedUnknown explained) {
    SortedMap<String, BatchDay> all = new TreeMap<>();
    minute
        .figures()
        .forEach(
            (batch, providers) -> {
              long unknown = 0;
              long complaints = 0;
              for (Map.Entry<String, Figures> at : providers.entrySet()) {
                boolean isExplained = explained.includes(batch, at.getKey());
                unknown += isExplained ? 0 : at.getValue().get(Figure.UNPROVEN_UNKNOWN);
                complaints += at.getValue().get(Figure.COMPLAINTS);
              }
              BatchDay of = new BatchDay(unknown, complaints);
              if (of.failed() != 0 || of.complaints() != 0) {
                all.put(batch, of);
              }
            });
    return all;
  }
}
