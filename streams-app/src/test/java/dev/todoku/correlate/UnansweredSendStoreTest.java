package dev.todoku.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.wire.MessageKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class UnansweredSendStoreTest {
  private final UnansweredSendStore unanswered = new UnansweredSendStore();
  private final List<String> reported = new ArrayList<>();

  @Test
  void tellsOnceWhatWaitsForAMinute() {
    add("early");
    tick(1);
    add("later");
    tick(UnansweredSendStore.PATIENCE_TICKS - 2);
    assertThat(reported).isEmpty();
    tick(1);
    assertThat(reported).containsExactly("early");
    tick(UnansweredSendStore.PATIENCE_TICKS);
    assertThat(reported).containsExactly("early", "later");
  }

  @Test
  void doesNotTellOfWhatWasAnswered() {
    add("answered");
    add("waiting");
    unanswered.remove(key("answered"));
    tick(UnansweredSendStore.PATIENCE_TICKS);
    assertThat(reported).containsExactly("waiting");
  }

  @Test
  void givesUpTheEldestWhenTooManyWait() {
    for (int i = 0; i <= UnansweredSendStore.MOST; i++) {
      add("m" + i);
    }
    tick(2 * UnansweredSendStore.PATIENCE_TICKS);
    assertThat(reported)
        .hasSize(UnansweredSendStore.MOST)
        .startsWith("m1", "m2")
        .endsWith("m" + UnansweredSendStore.MOST);
  }

  private void add(String messageId) {
    unanswered.add(new UnansweredSendStore.Sent(key(messageId), messageId, 1));
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      unanswered.onWallClock(sent -> reported.add(sent.messageId()));
    }
  }

  private static Bytes key(String messageId) {
    return MessageKey.of(messageId, "a@b.test");
  }
}
