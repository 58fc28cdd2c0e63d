package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.streams.PendingQueueEntries.Due;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.MessageKey;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingQueueEntriesTest {
  private static final Bytes FIRST = MessageKey.of("mx1", "4bQ1");
  private static final Bytes SECOND = MessageKey.of("mx1", "4bQ2");

  @TempDir Path dir;
  private KeyValueStore<Bytes, byte[]> store;
  private PendingQueueEntries entries;

  @BeforeEach
  void open() {
    store = new TestStores(dir).byBytes();
    entries = new PendingQueueEntries(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void comeDueInTheOrderOfTheirDeadlines() {
    entries.add(FIRST, 10, 200);
    entries.add(SECOND, 20, 100);
    assertThat(entries.takeDue(99)).isEmpty();
    assertThat(entries.takeDue(200)).containsExactly(new Due(SECOND, 20), new Due(FIRST, 10));
    assertThat(entries.takeDue(Long.MAX_VALUE)).isEmpty();
    assertThat(TestStores.size(store)).isZero();
  }

  @Test
  void keepTheirFirstDeadline() {
    entries.add(FIRST, 10, 100);
    entries.add(FIRST, 90, 190);
    assertThat(entries.takeDue(100)).containsExactly(new Due(FIRST, 10));
  }

  @Test
  void areForgottenOnceSettled() {
    entries.add(FIRST, 10, 100);
    entries.add(SECOND, 10, 100);
    entries.remove(FIRST);
    entries.remove(FIRST);
    assertThat(entries.takeDue(100)).containsExactly(new Due(SECOND, 10));
  }

  @Test
  void comeBackFromTheStoreAfterARestart() {
    entries.add(FIRST, 10, 200);
    entries.add(SECOND, 20, 100);
    assertThat(new PendingQueueEntries(store).takeDue(200))
        .containsExactly(new Due(SECOND, 20), new Due(FIRST, 10));
  }
}
