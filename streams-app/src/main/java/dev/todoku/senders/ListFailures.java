package dev.todoku.senders;

import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.wire.SenderMinute;
import java.util.Map;
import java.util.Set;
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
   * @param explained campaigns and mail streams whose unknown recipients are an incident by
   *     themselves
   */
  static long of(SenderMinute minute, Set<String> explained) {
    long others = 0;
    for (Map.Entry<String, SortedMap<String, Figures>> batch : minute.figures().entrySet()) {
      for (Figures figures : batch.getValue().values()) {
        others += ofOtherKinds(figures);
        others += explained.contains(batch.getKey()) ? figures.get(Figure.UNPROVEN_UNKNOWN) : 0;
      }
    }
    return minute.failed() - others;
  }

  private static int ofOtherKinds(Figures figures) {
    return figures.get(Figure.REFUSALS)
        - figures.get(Figure.TEMPORARY_REFUSALS)
        + figures.get(Figure.PROVEN_UNKNOWN)
        + figures.get(Figure.RETURNED)
        + figures.get(Figure.OWN_DOMAIN_UNKNOWN)
        + figures.get(Figure.UNEXPLAINED)
        + figures.get(Figure.UNAUTHENTICATED_FOR_GOOD);
  }

  /** What counted against the sender in a minute, by campaign or mail stream. */
  static SortedMap<String, BatchDay> byBatch(SenderMinute minute, Set<String> explained) {
    SortedMap<String, BatchDay> all = new TreeMap<>();
    minute
        .figures()
        .forEach(
            (batch, providers) -> {
              long unknown = sum(providers, Figure.UNPROVEN_UNKNOWN);
              long complaints = sum(providers, Figure.COMPLAINTS);
              BatchDay of = new BatchDay(explained.contains(batch) ? 0 : unknown, complaints);
              if (of.failed() != 0 || of.complaints() != 0) {
                all.put(batch, of);
              }
            });
    return all;
  }

  private static long sum(SortedMap<String, Figures> providers, Figure figure) {
    return providers.values().stream().mapToLong(figures -> figures.get(figure)).sum();
  }
}
