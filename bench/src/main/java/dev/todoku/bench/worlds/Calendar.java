package dev.todoku.bench.worlds;

/** Mail has two peaks a day, before noon and in the evening, and less of it at weekends. */
final class Calendar {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Monday, 2026-06-01 in UTC. */
  static final long START = 1_780_272_000_000L;

  private static final double[] BY_HOUR = {
    .3, .2, .1, .1, .1, .2, .5, 1.0, 1.7, 2.2, 2.0, 1.6, 1.2, 1.0, .9, .9, 1.0, 1.2, 1.6, 2.0, 1.9,
    1.3, .7, .4
  };

  private static final double WEEKEND = .5;
  private static final int FRIDAY = 4;
  private static final int WEEK = 7;

  private Calendar() {}

  static double volume(long time) {
    double ofDay = BY_HOUR[(int) (Math.floorMod(time, DAY) / HOUR)];
    return Math.floorMod((time - START) / DAY, WEEK) > FRIDAY ? WEEKEND * ofDay : ofDay;
  }

  static long startOfDay(long time) {
    return time - Math.floorMod(time, DAY);
  }
}
