package dev.todoku.bench.detection;

import dev.todoku.tally.Tally;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What most tools do: more than so many percent failed in an hour, of at least so many mails. */
final class Rival {
  private static final long HOUR = 3_600_000;

  private record Minute(long time, int mails, int failures) {}

  private final double rate;
  private final int least;
  private final Deque<Minute> hour = new ArrayDeque<>();
  private int mails;
  private int failures;

  /** Failures may be any bounce; 0 and 0 fires always. */
  Rival(double rate, int least) {
    this.rate = rate;
    this.least = least;
  }

  /** Takes in a minute of one stream; whether it fires. */
  boolean fires(long time, List<Tally> tallies) {
    int n = 0;
    int f = 0;
    for (Tally tally : tallies) {
      n += tally.count() == Tally.Count.NOTHING ? 0 : 1;
      f += tally.count() == Tally.Count.BOUNCED || tally.count() == Tally.Count.EXPIRED ? 1 : 0;
    }
    hour.add(new Minute(time, n, f));
    mails += n;
    failures += f;
    while (hour.element().time() <= time - HOUR) {
      Minute old = hour.remove();
      mails -= old.mails();
      failures -= old.failures();
    }
    return mails >= least && failures >= rate * mails;
  }
}
