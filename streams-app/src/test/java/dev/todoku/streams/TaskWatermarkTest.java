package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.Mail;
import dev.todoku.topology.TestSettings;
import dev.todoku.topology.TestStores;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task knows of its inputs is stored with the positions behind which it was read. */
class TaskWatermarkTest {
  private static final long NINE = Mail.at("09:00");
  private static final long WALL = Mail.at("09:00") + Duration.ofDays(7).toMillis();
  private static final long LEASE_MS = Duration.ofMinutes(2).toMillis();
  private static final List<String> INPUTS = List.of("mail.sends", "mail.deliveries");

  @TempDir Path dir;
  private MockProcessorContext<Object, Object> context;
  private KeyValueStore<String, byte[]> store;

  @BeforeEach
  void openStore() {
    context = TestStores.context(dir);
    context.setCurrentSystemTimeMs(WALL - 1);
    store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.watermark(Names.CORRELATE)),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void theLastWordOfAWriterIsNotLostWhenTheTaskEndsBeforeTheNextTick() {
    TaskWatermark first = open();
    first.onMark(mark(NINE, WatermarkRecord.State.ACTIVE));
    first.onMark(mark(NINE + LEASE_MS, WatermarkRecord.State.CLOSED));
    first.close();
    TaskWatermark second = open();
    second.onWallClock(WALL);
    second.onWallClock(WALL + 1);
    assertThat(second.current()).isEqualTo(NINE + LEASE_MS);
  }

  @Test
  void howFarAnInputWasReadIsNotLostWhenTheTaskEndsBeforeTheNextTick() {
    TaskWatermark first = open();
    first.onRecord("mail.sends", NINE);
    first.close();
    TaskWatermark second = open();
    second.onWallClock(WALL);
    second.onWallClock(WALL + 1);
    assertThat(second.current()).as("not the idle task's 0").isEqualTo(NINE - 5_000);
  }

  @Test
  void aMinuteThatALiveWriterIsPastIsLookedForTenTimesASecondAndThenNoMore() {
    context.setCurrentSystemTimeMs(NINE + 10);
    TaskWatermark live = open();
    List<Long> looks = new ArrayList<>();
    live.everyTick(
        now -> {
          looks.add(now);
          if (looks.size() == 3) {
            live.onWallClock(WALL);
          }
        });
    live.onMark(mark(NINE + 1, WatermarkRecord.State.ACTIVE));
    CapturedPunctuator hasty = hastyTicks();
    assertThat(hasty.getInterval()).isEqualTo(Duration.ofMillis(100));
    for (int i = 1; i <= 3; i++) {
      assertThat(hasty.cancelled()).as("before look " + i).isFalse();
      hasty.getPunctuator().punctuate(NINE + 10 + i * 100);
    }
    assertThat(looks).containsExactly(NINE + 110, NINE + 210, NINE + 310);
    assertThat(hasty.cancelled()).isTrue();
    assertThat(context.committed()).as("the next stage sees it at once").isTrue();
  }

  @Test
  void aMinuteThatAnotherWriterHoldsUpIsHurriedForTwoSecondsAndOnceOnly() {
    context.setCurrentSystemTimeMs(NINE + 10);
    TaskWatermark live = open();
    live.everyTick(now -> {});
    live.onMark(mark(NINE + 1, WatermarkRecord.State.ACTIVE));
    CapturedPunctuator hasty = hastyTicks();
    int looks = 0;
    while (!hasty.cancelled()) {
      hasty.getPunctuator().punctuate(NINE + 110 + 100 * looks++);
    }
    assertThat(looks).isEqualTo(20);
    live.onMark(mark(NINE + 2_000, WatermarkRecord.State.ACTIVE));
    assertThat(context.scheduledPunctuators()).as("the tick and one hurry").hasSize(2);
  }

  @Test
  void aMarkOfAReplayIsNoHurry() {
    TaskWatermark replay = open();
    replay.everyTick(now -> {});
    replay.onMark(mark(NINE, WatermarkRecord.State.ACTIVE));
    assertThat(context.scheduledPunctuators()).as("the tick").hasSize(1);
  }

  private CapturedPunctuator hastyTicks() {
    return context.scheduledPunctuators().get(1);
  }

  private static WatermarkRecord mark(long time, WatermarkRecord.State state) {
    return new WatermarkRecord("replay", time, state, LEASE_MS, 0, 0);
  }

  private TaskWatermark open() {
    return TaskWatermark.open(
        context,
        Names.CORRELATE,
        TestSettings.of(1),
        TestSettings.metrics(),
        INPUTS,
        InternalTopics.WATERMARKS,
        0);
  }
}
