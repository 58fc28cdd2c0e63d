package dev.todoku.bench.detection;

import dev.todoku.simulate.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What is asked of detection, in a line each: the figure, and in brackets what it should be. */
final class Totals {
  /** Blocks of a smaller fraction need not be found. */
  private static final double WORTH_FINDING = .2;

  private static final int LITTLE_MAIL = 30;

  private final List<Found> found;
  private final List<String> lines = new ArrayList<>();

  Totals(List<Found> found) {
    this.found = found;
  }

  List<String> lines() {
    recall("explicit, 20 % and more", Totals::isExplicit, .99);
    recall("masked", f -> f.trouble() == Trouble.MASKED, .95);
    recall("<= 30 mails an hour", f -> isWorthFinding(f) && f.perHour() <= LITTLE_MAIL, .95);
    recall("more mail", f -> isWorthFinding(f) && f.perHour() > LITTLE_MAIL, .95);
    overBound("explicit", Totals::isExplicit);
    overBound("masked", f -> f.trouble() == Trouble.MASKED);
    overBound("returned", f -> f.trouble() == Trouble.RETURNED);
    overBound("all", Totals::isWorthFinding);
    lines.addAll(FalseAlarms.of(found));
    List<Found> reported =
        found.stream().filter(f -> f.trouble().cause() != null && !f.causes().isEmpty()).toList();
    line(
        "%-42s %.3f of %d   (.90)",
        "right cause, of what was reported",
        DetectionReport.percent(reported, Found::isRight) / 100,
        reported.size());
    return lines;
  }

  private void recall(String name, Predicate<Found> which, double gate) {
    List<Found> of = found.stream().filter(which).toList();
    line(
        "%-42s %.3f of %d   (%.2f)",
        "recall, " + name, DetectionReport.percent(of, Found::isDetected) / 100, of.size(), gate);
  }

  private void overBound(String name, Predicate<Found> which) {
    List<Found> of = found.stream().filter(which).filter(Found::isDetected).toList();
    Sorted over = Sorted.of(of, f -> f.detection().overBound());
    line(
        "%-42s %.2f, p90 %.2f   (1.5)",
        "median delay over the bound, " + name, over.median(), over.ninth());
  }

  private static boolean isWorthFinding(Found f) {
    return f.trouble().isBlock() && f.scenario().fraction() >= WORTH_FINDING;
  }

  private static boolean isExplicit(Found f) {
    return switch (f.trouble()) {
      case REFUSED, DEFERRED, RAMP, LISTED, DOMAIN_REFUSED, NETWORK_REFUSED -> isWorthFinding(f);
      default -> false;
    };
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
