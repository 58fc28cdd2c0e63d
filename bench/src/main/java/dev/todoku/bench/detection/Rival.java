package dev.todoku.bench.detection;

/** What most tools do: look at the bounces of the last hour. */
interface Rival {
  /** How it is called in the table. */
  String name();

  /**
   * Whether it fires.
   *
   * @param hour the last hour
   */
  boolean fires(LastHour hour);

  /** More than so many percent failed, of at least so many mails; 0 of 0 fires always. */
  record Threshold(String name, double rate, int least) implements Rival {
    @Override
    public boolean fires(LastHour hour) {
      return hour.mails() >= least && hour.failures() >= rate * hour.mails();
    }
  }

  /** The hour's rate is three standard deviations above the mean of the hours of a week. */
  record ZScore(String name, int least) implements Rival {
    private static final double DEVIATIONS = 3;

    @Override
    public boolean fires(LastHour hour) {
      return hour.mails() >= least && hour.rate() > hour.mean() + DEVIATIONS * hour.deviation();
    }
  }
}
