package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.Mail;
import dev.todoku.topology.TestSettings;
import dev.todoku.topology.TestStores;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
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
