package dev.todoku.bench.detection;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Values in order. */
record Sorted(List<Double> values) {

  static Sorted of(List<Found> found, ToDoubleFunction<Found> value) {
    return new Sorted(found.stream().mapToDouble(value).sorted().boxed().toList());
  }

  /** Half are no greater; NaN without values. */
  double median() {
    return quantile(.5);
  }

  /** Nine in ten are no greater; NaN without values. */
  double ninth() {
    return quantile(.9);
  }

  private double quantile(double part) {
    return values.isEmpty()
        ? Double.NaN
        : values.get((int) Math.min(values.size() - 1, Math.floor(part * values.size())));
  }
}
