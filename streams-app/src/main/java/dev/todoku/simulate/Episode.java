package dev.todoku.simulate;

/**
 * A trouble with its time.
 *
 * @param fraction of the mail concerned, 0 … 1
 * @param start event time in milliseconds
 * @param end event time, not included
 */
public record Episode(Trouble trouble, double fraction, long start, long end) {

  public boolean isAt(long time) {
    return time >= start && time < end;
  }

  /** How much of the mail is concerned at {@code time}. */
  public double fractionAt(long time) {
    if (!isAt(time)) {
      return 0;
    }
    double grown =
        switch (trouble) {
          case RAMP -> Math.min(1, (time - start) / (4 * 3_600_000.0));
          case DRIFT -> (double) (time - start) / (end - start);
          default -> 1;
        };
    return fraction * grown;
  }
}
