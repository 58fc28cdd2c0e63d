package dev.todoku.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class UnansweredTest {
  private final Unanswered unanswered = new Unanswered();
  private final List<String> told = new ArrayList<>();

  @Test
  void tellsOnceWhatWaitsForAMinute() {
    add("early");
    tick(1);
    add("later");
    tick(Unanswered.PATIENCE_TICKS - 2);
    assertThat(told).isEmpty();
    tick(1);
    assertThat(told).containsExactly("early");
    tick(Unanswered.PATIENCE_TICKS);
    assertThat(told).containsExactly("early", "later");
  }

  @Test
  void doesNotTellOfWhatWasAnswered() {
    add("answered");
    add("waiting");
    unanswered.remove(key("answered"));
    tick(Unanswered.PATIENCE_TICKS);
    assertThat(told).containsExactly("waiting");
  }

  @Test
  void givesUpTheEldestWhenTooManyWait() {
    for (int i = 0; i <= Unanswered.MOST; i++) {
      add("m" + i);
    }
    tick(2 * Unanswered.PATIENCE_TICKS);
    assertThat(told)
        .hasSize(Unanswered.MOST)
        .startsWith("m1", "m2")
        .endsWith("m" + Unanswered.MOST);
  }

  private void add(String messageId) {
    unanswered.add(key(messageId), new Unanswered.Sent(messageId, 1));
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      unanswered.tick((key, sent) -> told.add(sent.messageId()));
    }
  }

  private static Bytes key(String messageId) {
    return MessageKey.of(messageId, "a@b.test");
  }
}
