package dev.todoku.senders;

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
