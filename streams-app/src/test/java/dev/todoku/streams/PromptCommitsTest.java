package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.topology.TestStores;
import dev.todoku.watermark.Consumed;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommitsTest {
  private static final long TENTH = 100;

  @TempDir Path dir;
  private MockProcessorContext<Object, Object> context;
  private boolean isBehind;
  private int processed;
  private Processor<String, String, Object, Object> stage;

  @BeforeEach
  void open() {
    context = TestStores.context(dir);
    context.setCurrentSystemTimeMs(0);
    Consumed consumed =
        new Consumed() {
          @Override
          public Reading of(List<String> topics, int partition) {
            return Consumed.NOTHING.of(topics, partition);
          }

          @Override
          public boolean isBehind() {
            return isBehind;
          }
        };
    stage = PromptCommits.<String, String>of(() -> record -> processed++, consumed).get();
    stage.init(context);
  }

  @Test
  void commitsATenthOfASecondAfterTheFirstRecordAndOnce() {
    process();
    process();
    assertThat(timers()).hasSize(1);
    assertThat(context.committed()).isFalse();
    pass();
    assertThat(context.committed()).isTrue();
    assertThat(timers()).isEmpty();
    assertThat(processed).isEqualTo(2);
    process();
    assertThat(timers()).as("the next record sets the next timer").hasSize(1);
  }

  @Test
  void leavesItToTheIntervalWhileTheThreadIsBehind() {
    isBehind = true;
    process();
    assertThat(timers()).isEmpty();
    isBehind = false;
    process();
    assertThat(timers()).hasSize(1);
  }

  @Test
  void commitsWhatATickHasMade() {
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    pass();
    assertThat(context.committed()).isTrue();
  }

  private void process() {
    stage.process(new Record<>("key", "value", 0));
  }

  private void pass() {
    timers().forEach(timer -> timer.getPunctuator().punctuate(TENTH));
  }

  private List<CapturedPunctuator> timers() {
    return context.scheduledPunctuators().stream()
        .filter(timer -> !timer.cancelled() && timer.getInterval().toMillis() == TENTH)
        .toList();
  }
}
