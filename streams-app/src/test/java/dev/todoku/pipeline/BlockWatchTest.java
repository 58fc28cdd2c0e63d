package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Trial;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockWatchTest {
  private static final long MINUTE = 60_000;
  private static final long TWO_DAYS = 48 * 60 * MINUTE;
  private static final String BLOCKED = "192.0.2.10";
  private static final String FREE = "192.0.2.11";
  private static final Scope BLOCKED_IP = new Scope("docomo", BLOCKED, null);
  private static final Scope SENDER = new Scope("docomo", null, "shop.example");

  @TempDir Path dir;
  private KeyValueStore<String, byte[]> store;
  private final List<Signal> signals = new ArrayList<>();
  private BlockWatch watch;
  private long minute = at("09:00");

  @BeforeEach
  void open() {
    store = new TestStores(dir).byString();
    watch = new BlockWatch(new DetectorStreams(store), signals::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void callsTheNarrowerScopeOfTwoThatShareTheRefusals() {
    calm(200);
    long onset = minute;
    while (signals.isEmpty()) {
      judge(row(BLOCKED, Trial.REFUSED, 2), row(FREE, Trial.PASSED, 2));
    }
    assertThat(signals.get(0).scope()).isEqualTo(BLOCKED_IP);
    assertThat(signals.get(0).cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(signals.get(0).onset()).isEqualTo(onset);
    assertThat(signals.get(0).time()).isEqualTo(minute);
    for (int i = 0; i < 60; i++) {
      judge(row(BLOCKED, Trial.REFUSED, 2), row(FREE, Trial.PASSED, 2));
    }
    assertThat(signals).extracting(Signal::scope).containsOnly(BLOCKED_IP);
  }

  @Test
  void callsTheSenderWhenAllOfItsAddressesAreRefused() {
    calm(200);
    while (signals.isEmpty()) {
      judge(row(BLOCKED, Trial.REFUSED, 1), row(FREE, Trial.REFUSED, 1));
    }
    assertThat(signals.get(0).scope()).isEqualTo(SENDER);
    assertThat(signals.get(0).evidence().samples()).hasSizeBetween(2, 5);
  }

  @Test
  void endsAnAlarmWithTheMinuteThatShowsItIsOver() {
    raise();
    int before = signals.size();
    while (signals.size() == before) {
      judge(row(BLOCKED, Trial.PASSED, 2));
    }
    Signal last = signals.get(signals.size() - 1);
    assertThat(last.state()).isEqualTo(Signal.State.CLEARED);
    assertThat(last.time()).isEqualTo(minute);
  }

  @Test
  void endsAnAlarmThatNothingRenewsAfterTwoDaysWheneverItIsAsked() {
    raise();
    long raised = signals.get(0).time() - MINUTE;
    watch.endOverdue(raised + TWO_DAYS - 1);
    assertThat(signals).hasSize(1);
    watch.endOverdue(raised + 3 * TWO_DAYS);
    assertThat(signals.get(1).state()).isEqualTo(Signal.State.CLEARED);
    assertThat(signals.get(1).time()).isEqualTo(raised + TWO_DAYS);
  }

  private void raise() {
    calm(200);
    while (signals.isEmpty()) {
      judge(row(BLOCKED, Trial.REFUSED, 2));
    }
  }

  private void calm(int minutes) {
    for (int i = 0; i < minutes; i++) {
      judge(row(BLOCKED, Trial.PASSED, 1), row(FREE, Trial.PASSED, 1));
    }
    assertThat(signals).isEmpty();
  }

  private void judge(MinuteRow... rows) {
    watch.judge(minute, List.of(rows));
    minute += MINUTE;
  }

  private MinuteRow row(String ip, Trial trial, int count) {
    MinuteRow row = null;
    for (int i = 0; i < count; i++) {
      Tally tally = tally(ip, trial, "m" + minute + "." + i + "@shop.example");
      row = (row == null ? MinuteRow.startingWith(tally) : row).plus(tally);
    }
    return row;
  }

  private Tally tally(String ip, Trial trial, String messageId) {
    boolean refused = trial == Trial.REFUSED;
    return new Tally(
        "docomo",
        ip,
        "shop.example",
        minute,
        refused ? Tally.Count.BOUNCED : Tally.Count.ACCEPTED,
        false,
        false,
        refused ? Reason.BLOCKED : null,
        trial,
        refused
            ? new Evidence.Sample(minute, messageId, null, "a@docomo.ne.jp", Mail.BLOCKED)
            : null);
  }
}
