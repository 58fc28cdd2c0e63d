package dev.todoku.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private static final long GIB = 1024L * 1024 * 1024;

  private final CollectionShare shares = new CollectionShare();

  @Test
  void takesTheShareOfTheLatestMinuteOnly() {
    assertThat(shares.add(0, 0)).isZero();
    assertThat(shares.add(30_000, 30_000)).as("half a minute tells nothing").isZero();
    assertThat(shares.add(60_000, 57_000)).isEqualTo(0.95);
    assertThat(shares.add(65_000, 58_500)).as("from the reading before the window").isEqualTo(0.9);
    assertThat(shares.add(90_000, 57_000)).isEqualTo(0.45);
    assertThat(shares.add(120_000, 57_000)).isZero();
  }

  @Test
  void aLongPauseBetweenTwoReadingsIsPartOfTheTime() {
    shares.add(0, 0);
    assertThat(shares.add(200_000, 190_000)).isEqualTo(0.95);
  }

  @Test
  void endsTheProcessOnlyWhenCollectionsLeaveATenthOfTheTime() {
    assertThat(HeapWatch.isStandstill(0.89)).isFalse();
    assertThat(HeapWatch.isStandstill(0.9)).isTrue();
  }

  @Test
  void saysOnceThatNothingGoesOnAnyMore() {
    List<String> said = new ArrayList<>();
    HeapWatch watch = new HeapWatch(said::add);

    assertThat(watch.look(0, 0)).isTrue();
    assertThat(watch.look(60_000, 36_000)).isTrue();
    assertThat(watch.problem().orElseThrow())
        .startsWith("collections took 60 % of the last minute");
    assertThat(said).isEmpty();
    assertThat(watch.look(120_000, 93_000)).isFalse();
    assertThat(said).singleElement().asString().startsWith("collections took 95 %");
  }

  @Test
  void namesTheHeapAndTheOption() {
    assertThat(HeapWatch.problem(0.49, GIB)).isEmpty();
    assertThat(HeapWatch.problem(0.93, GIB).orElseThrow())
        .isEqualTo(
            "collections took 93 % of the last minute: the heap of 1024 MiB is too small,"
                + " give more with -Xmx");
  }
}
