package dev.todoku.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.Trouble;
import dev.todoku.wire.ProviderDelta;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {
  private static final long MINUTE = 60_000;
  private static final long BEGIN = 1_780_272_000_000L;
  private static final double P0 = .01;

  @Test
  void needsAsManyTrialsAsTheDivergenceSays() {
    Bound bound = fed(Trouble.REFUSED, .5, 60, 1);
    assertThat(bound.trials()).isEqualTo(60);
    assertThat(bound.over(P0)).isCloseTo(60 * divergence(.505) / 17.58, within(.01));
  }

  @Test
  void countsNoLessThanTheTrialsOfTheFirstMinute() {
    assertThat(fed(Trouble.REFUSED, 1, 1, 1000).over(P0)).isEqualTo(1);
    assertThat(fed(Trouble.REFUSED, 1, 3, 1000).over(P0)).isEqualTo(3);
  }

  @Test
  void allowsMoreTimeWhereABlockGrows() {
    double ramp = fed(Trouble.RAMP, .8, 240, 1).over(P0);
    assertThat(ramp).isBetween(2.0, fed(Trouble.REFUSED, .8, 240, 1).over(P0) / 3);
  }

  @Test
  void allowsForTheDelayOfMailThatComesBack() {
    double returned = fed(Trouble.RETURNED, 1, 60, 1).over(P0);
    assertThat(returned).isBetween(1.5, fed(Trouble.REFUSED, 1, 60, 1).over(P0) / 3);
  }

  private static Bound fed(Trouble trouble, double fraction, int minutes, int perMinute) {
    Bound bound = new Bound(new Episode(trouble, fraction, BEGIN, BEGIN + 24 * 60 * MINUTE));
    List<ProviderDelta> deltas = Collections.nCopies(perMinute, tally());
    for (long time = BEGIN - 24 * 60 * MINUTE; time < BEGIN + minutes * MINUTE; time += MINUTE) {
      bound.add(time, deltas);
    }
    return bound;
  }

  private static ProviderDelta tally() {
    return ProviderDelta.builder("provider", BEGIN)
        .sourceIp("203.0.113.10")
        .fromDomain("shop.example")
        .batch(Batch.NONE)
        .count(ProviderDelta.Count.ACCEPTED)
        .figures(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN, Figure.ACCEPTED))
        .build();
  }

  private static double divergence(double p1) {
    return p1 * Math.log(p1 / P0) + (1 - p1) * Math.log((1 - p1) / (1 - P0));
  }
}
