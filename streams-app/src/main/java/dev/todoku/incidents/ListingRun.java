package dev.todoku.incidents;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Activity of a sender, one after the other, with the same answer of the blocklists: of a sender
 * that is on a list for a day there are hundreds, of which only the first changes anything.
 *
 * @param sender the source IP or the From domain
 * @param from event time of the first record of activity
 * @param to event time of the last record of activity
 * @param isListed whether a list had the sender
 * @param onset since when it was listed, event time; 0 when it was not
 */
public record ListingRun(Scope sender, long from, long to, boolean isListed, long onset) {

  private static final Comparator<ListingRun> BY_TIME =
      Comparator.comparingLong(ListingRun::from).thenComparing(run -> run.sender().key());

  /** A run whose end is put off by less is not stored again: it would be every five minutes. */
  private static final long EXTENDED_EVERY_MS = 60 * 60_000L;

  /**
   * These runs with one more record of activity, whose time may be before others'. A different
   * answer within a run divides it; that happens only when the facts changed twice and the record
   * came late.
   */
  static List<ListingRun> with(List<ListingRun> runs, ListingRun seen) {
    boolean isKnown =
        runs.stream()
            .filter(run -> run.sender().equals(seen.sender()) && run.from() <= seen.from())
            .reduce((earlier, later) -> later)
            .filter(run -> run.covers(seen))
            .isPresent();
    if (isKnown) {
      return runs;
    }
    List<ListingRun> pieces = new ArrayList<>();
    List<ListingRun> next = new ArrayList<>();
    for (ListingRun run : runs) {
      if (run.sender().equals(seen.sender())) {
        pieces.addAll(run.isListed == seen.isListed ? List.of(run) : run.without(seen.from()));
      } else {
        next.add(run);
      }
    }
    pieces.add(seen);
    pieces.sort(BY_TIME);
    next.addAll(joined(pieces));
    next.sort(BY_TIME);
    return List.copyOf(next);
  }

  private boolean covers(ListingRun seen) {
    return isListed == seen.isListed && seen.from < to + EXTENDED_EVERY_MS && onset <= seen.onset;
  }

  private List<ListingRun> without(long time) {
    if (time <= from || time > to) {
      return List.of(this);
    }
    List<ListingRun> parts = new ArrayList<>();
    parts.add(new ListingRun(sender, from, time - 1, isListed, onset));
    if (time < to) {
      parts.add(new ListingRun(sender, to, to, isListed, onset));
    }
    return parts;
  }

  private static List<ListingRun> joined(List<ListingRun> sorted) {
    List<ListingRun> joined = new ArrayList<>();
    for (ListingRun run : sorted) {
      ListingRun last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.isListed == run.isListed) {
        joined.set(
            joined.size() - 1,
            new ListingRun(
                last.sender,
                Math.min(last.from, run.from),
                Math.max(last.to, run.to),
                last.isListed,
                Math.min(last.onset, run.onset)));
      } else {
        joined.add(run);
      }
    }
    return joined;
  }
}
