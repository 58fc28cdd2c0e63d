package dev.todoku.bench;

import dev.todoku.bench.Arrivals.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How late alerts were. Seconds, of those that came; NaN where none did.
 *
 * @param asked messages a second that were asked for
 * @param sent messages a second that were sent
 * @param blocks how many blocks began
 * @param missed how many of them no alert reported
 * @param signal from the end of the minute that decided to the record on mail.signals
 * @param alert from there to the record on mail.alerts
 * @param sinceBegin from the first refusal to the record on mail.alerts
 * @param behind records not processed yet when the last message was written
 */
record LatencyFigures(
    int asked,
    double sent,
    int blocks,
    int missed,
    Spread signal,
    Spread alert,
    Spread sinceBegin,
    long behind) {

  /** Half of the values, and 99 in a hundred, are no greater. */
  record Spread(double p50, double p99) {

    /** Of any number of values, by nearest rank. */
    static Spread of(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      return new Spread(rank(sorted, .5), rank(sorted, .99));
    }

    private static double rank(List<Double> sorted, double part) {
      return sorted.isEmpty()
          ? Double.NaN
          : sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }
  }

  static LatencyFigures of(
      int asked, double sent, LatencyTraffic traffic, Arrivals arrivals, long behind) {
    List<Double> signals = new ArrayList<>();
    List<Double> alerts = new ArrayList<>();
    List<Double> sinceBegin = new ArrayList<>();
    for (int block = 0; block < traffic.blocks(); block++) {
      Arrival signal = arrivals.signals().get(traffic.scope(block));
      Arrival alert = arrivals.alerts().get(traffic.scope(block));
      if (signal != null) {
        signals.add(seconds(signal.at() - signal.judgedAt()));
      }
      if (alert != null) {
        alerts.add(seconds(alert.at() - alert.judgedAt()));
        sinceBegin.add(seconds(alert.at() - traffic.begin(block)));
      }
    }
    return new LatencyFigures(
        asked,
        sent,
        traffic.blocks(),
        traffic.blocks() - alerts.size(),
        Spread.of(signals),
        Spread.of(alerts),
        Spread.of(sinceBegin),
        behind);
  }

  private static double seconds(long milliseconds) {
    return milliseconds / 1e3;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%,d messages/s asked, %,.0f sent; %d blocks, %d missed; %,d records behind%n"
            + "                                   p50      p99%n"
            + "end of the minute -> signal   %7.2f  %7.2f s%n"
            + "end of the minute -> alert    %7.2f  %7.2f s   (2 s)%n"
            + "first refusal -> alert        %7.2f  %7.2f s",
        asked,
        sent,
        blocks,
        missed,
        behind,
        signal.p50(),
        signal.p99(),
        alert.p50(),
        alert.p99(),
        sinceBegin.p50(),
        sinceBegin.p99());
  }
}
