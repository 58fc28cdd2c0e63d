package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.topology.TestStores;
import dev.todoku.watermark.StageWatermark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacedStageTest {
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration QUIET_TICK = Duration.ofMinutes(1);
  private static final long FOUR_MINUTES = 240_000;

  @TempDir Path dir;
  private final List<Long> ticks = new ArrayList<>();
  private long now;
  private Cancellable cancellable;
  private MockProcessorContext<Object, Object> context;
  private Processor<String, Object, Object, Object> stage;

  /** A stage that ticks. */
  private final class Ticking implements Processor<String, Object, Object, Object> {
    @Override
    public void init(ProcessorContext<Object, Object> context) {
      cancellable = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, ticks::add);
    }

    @Override
    public void process(Record<String, Object> record) {
      // Only the clock matters here.
    }
  }

  @BeforeEach
  void open() {
    context = TestStores.context(dir);
    at(3_000);
    ClockPace pace = new ClockPace(QUIET_TICK, () -> now);
    stage = PacedStage.<String, Object>of(Ticking::new, pace).get();
    stage.init(context);
  }

  @Test
  void ticksOnMultiplesOfItsLengthSoThatAllTasksTickTogether() {
    assertThat(timer().getInterval()).isEqualTo(Duration.ofSeconds(7));
    tickAt(10_000);
    assertThat(timer().getInterval()).isEqualTo(TICK);
    assertThat(ticks).containsExactly(10_000L);
  }

  @Test
  void ticksEachMinuteOnceNothingHasComeForAWhile() {
    tickAt(FOUR_MINUTES);
    assertThat(timer().getInterval()).isEqualTo(QUIET_TICK);
    tickAt(FOUR_MINUTES + 60_500);
    assertThat(timer().getInterval()).isEqualTo(Duration.ofMillis(59_500));
  }

  @Test
  void ticksAsUsualAsSoonAsMailComes() {
    tickAt(FOUR_MINUTES);
    at(FOUR_MINUTES + 15_000);
    stage.process(new Record<>("key", "mail", 0));
    assertThat(timer().getInterval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void isNotWokenByAMarkThatSaysThatNothingCame() {
    tickAt(FOUR_MINUTES);
    at(FOUR_MINUTES + 15_000);
    stage.process(new Record<>("0", new StageWatermark(0, 0, true, 0, null), 0));
    assertThat(timer().getInterval()).isEqualTo(QUIET_TICK);
  }

  @Test
  void endsATickThatIsNotWantedAnyMore() {
    cancellable.cancel();
    assertThat(timers()).isEmpty();
    at(FOUR_MINUTES);
    stage.process(new Record<>("key", "mail", 0));
    assertThat(timers()).isEmpty();
  }

  @Test
  void leavesAStageAsItIsWhereThePaceIsAlwaysTheSame() {
    ClockPace even = new ClockPace(Duration.ZERO, () -> now);
    assertThat(PacedStage.<String, Object>of(Ticking::new, even).get()).isInstanceOf(Ticking.class);
  }

  private void at(long time) {
    now = time;
    context.setCurrentSystemTimeMs(time);
  }

  private void tickAt(long time) {
    at(time);
    timer().getPunctuator().punctuate(time);
  }

  private CapturedPunctuator timer() {
    assertThat(timers()).hasSize(1);
    return timers().get(0);
  }

  private List<CapturedPunctuator> timers() {
    return context.scheduledPunctuators().stream().filter(timer -> !timer.cancelled()).toList();
  }
}
