package dev.todoku.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.pipeline.UnsettledStories.Due;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsettledStoriesTest {
  private static final Bytes FIRST = MessageKey.of("mx1", "4bQ1");
  private static final Bytes SECOND = MessageKey.of("mx1", "4bQ2");

  @TempDir Path dir;
  private KeyValueStore<Bytes, byte[]> store;
  private UnsettledStories stories;

  @BeforeEach
  void open() {
    store = new TestStores(dir).byBytes();
    stories = new UnsettledStories(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void comeDueInTheOrderOfTheirDeadlines() {
    stories.add(FIRST, 10, 200);
    stories.add(SECOND, 20, 100);
    assertThat(stories.takeDue(99)).isEmpty();
    assertThat(stories.takeDue(200)).containsExactly(new Due(SECOND, 20), new Due(FIRST, 10));
    assertThat(stories.takeDue(Long.MAX_VALUE)).isEmpty();
    assertThat(TestStores.size(store)).isZero();
  }

  @Test
  void keepTheirFirstDeadline() {
    stories.add(FIRST, 10, 100);
    stories.add(FIRST, 90, 190);
    assertThat(stories.takeDue(100)).containsExactly(new Due(FIRST, 10));
  }

  @Test
  void areForgottenOnceSettled() {
    stories.add(FIRST, 10, 100);
    stories.add(SECOND, 10, 100);
    stories.remove(FIRST);
    stories.remove(FIRST);
    assertThat(stories.takeDue(100)).containsExactly(new Due(SECOND, 10));
  }

  @Test
  void comeBackFromTheStoreAfterARestart() {
    stories.add(FIRST, 10, 200);
    stories.add(SECOND, 20, 100);
    assertThat(new UnsettledStories(store).takeDue(200))
        .containsExactly(new Due(SECOND, 20), new Due(FIRST, 10));
  }
}
