package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Trial;
import dev.todoku.detect.Verdict;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorStreamsTest {
  private static final Scope BLOCKED = new Scope("docomo", "192.0.2.10", null);
  private static final Scope CALM = new Scope("docomo", null, "shop.example");

  @TempDir Path dir;
  private KeyValueStore<String, byte[]> store;
  private DetectorStreams streams;

  @BeforeEach
  void open() {
    store = new TestStores(dir).byString();
    streams = new DetectorStreams(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void knowWhichOfThemStandInAlarm() {
    feed(streams, CALM, Trial.PASSED, 20);
    assertThat(streams.alarmed()).isEmpty();
    feed(streams, BLOCKED, Trial.REFUSED, 20);
    assertThat(streams.alarmed()).containsExactly(BLOCKED);
  }

  @Test
  void comeBackFromTheStoreAfterARestart() {
    feed(streams, BLOCKED, Trial.REFUSED, 20);
    feed(streams, CALM, Trial.PASSED, 20);
    DetectorStreams again = new DetectorStreams(store);
    assertThat(again.alarmed()).containsExactly(BLOCKED);
    assertThat(again.of(BLOCKED).standing()).isEqualTo(streams.of(BLOCKED).standing());
    assertThat(again.of(BLOCKED).encode()).isEqualTo(streams.of(BLOCKED).encode());
    assertThat(again.of(CALM).isAlarmed()).isFalse();
  }

  @Test
  void keepTheLatestFiveRefusalsAndWhatWasTold() {
    feed(streams, BLOCKED, Trial.REFUSED, 20);
    DetectorStream stream = streams.of(BLOCKED);
    assertThat(stream.isTold()).isFalse();
    Verdict standing = stream.standing();
    Evidence evidence = stream.tell(standing);
    streams.save(BLOCKED, stream);
    assertThat(evidence.samples())
        .extracting(Evidence.Sample::messageId)
        .containsExactly("m15@x", "m16@x", "m17@x", "m18@x", "m19@x");
    DetectorStream again = new DetectorStreams(store).of(BLOCKED);
    assertThat(again.isTold()).isTrue();
    assertThat(again.hasGrown(standing)).isFalse();
    assertThat(again.tell(standing).samples()).isEqualTo(evidence.samples());
  }

  /** A trial a minute. */
  private static void feed(DetectorStreams streams, Scope scope, Trial trial, int count) {
    for (int i = 0; i < count; i++) {
      DetectorStream stream = streams.of(scope);
      boolean refused = trial == Trial.REFUSED;
      long time = at("09:00") + i * 60_000L;
      stream.add(time, 1, refused ? 1 : 0, refused ? List.of(sample(i, time)) : List.of());
      streams.save(scope, stream);
    }
  }

  private static Evidence.Sample sample(int number, long time) {
    return new Evidence.Sample(time, "m" + number + "@x", null, "a@docomo.ne.jp", Mail.BLOCKED);
  }
}
