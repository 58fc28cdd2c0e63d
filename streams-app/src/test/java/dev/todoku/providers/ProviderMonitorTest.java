package dev.todoku.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Sensitivity;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderMonitorTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_780_272_000_000L;
  private static final long BLOCK = START + 26 * HOUR;
  private static final Scope BLOCKED = new Scope("docomo", ProviderTraffic.sourceIpHit(), null);

  @TempDir Path dir;
  private MonitorStores stores;
  private Sensitivity sensitivity = Sensitivity.DEFAULT;
  private final List<Signal> signals = new ArrayList<>();
  private final List<SuppressionExemption> exemptions = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    stores = new MonitorStores(dir);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void callsAHiddenBlockWithWhatDecided() {
    run(watch(), Trouble.MASKED, START, BLOCK + 3 * HOUR);
    Signal raised = signals.get(0);
    assertThat(raised.scope()).isEqualTo(BLOCKED);
    assertThat(raised.state()).isEqualTo(Signal.State.RAISED);
    assertThat(raised.cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(raised.onset()).isBetween(BLOCK - 30 * MINUTE, BLOCK + 30 * MINUTE);
    assertThat(raised.evidence().failureType()).isEqualTo(FailureType.MASKED_REFUSALS);
    assertThat(raised.evidence().findings())
        .extracting(Evidence.Indication::id)
        .contains("proven-recipients-unknown", "other-streams-normal");
    assertThat(exemptions.get(0))
        .isEqualTo(
            new SuppressionExemption(
                BLOCKED, raised.onset() - HOUR, raised.time(), Long.MAX_VALUE));
  }

  @Test
  void saysNothingBeforeAsMuchHasFailedAsIsAskedForAtTheProvider() {
    sensitivity = new Sensitivity(1, 1, Map.of(), Map.of("docomo", 40));
    run(watch(), Trouble.REFUSED, START, BLOCK + 12 * HOUR);
    assertThat(signals.get(0).cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(signals.get(0).evidence().failures()).isBetween(40L, 60L);
  }

  @Test
  void doubtsAProviderThatCallsSomeOfEverySenderUnknownUntilItIsOver() {
    Episode outage = new Episode(Trouble.DIRECTORY_OUTAGE, .3, BLOCK, BLOCK + 6 * HOUR);
    run(watch(), new ProviderTraffic("docomo", 6, outage, 4), START, BLOCK + 36 * HOUR);
    Scope everybody = new Scope("docomo", null, null);
    assertThat(signals).extracting(Signal::cause).containsOnly(Cause.PROVIDER_OUTAGE);
    assertThat(signals).extracting(Signal::scope).containsOnly(everybody);
    assertThat(exemptions).extracting(SuppressionExemption::scope).containsOnly(everybody);
    assertThat(exemptions.get(0).time()).isLessThanOrEqualTo(signals.get(0).time());
    assertThat(exemptions.get(0).from()).isBetween(BLOCK - 24 * HOUR, BLOCK);
    assertThat(exemptions.get(0).until()).isEqualTo(Long.MAX_VALUE);
    assertThat(exemptions.get(exemptions.size() - 1).until())
        .isBetween(BLOCK + 6 * HOUR, BLOCK + 30 * HOUR);
  }

  @Test
  void continuesInTheMiddleOfABlockAsIfNothingHadHappened() throws IOException {
    run(watch(), Trouble.MASKED, START, BLOCK + 12 * HOUR);
    List<Signal> undisturbed = List.copyOf(signals);
    signals.clear();
    close();
    stores = new MonitorStores(dir.resolve("again"));
    ProviderTraffic traffic = traffic(Trouble.MASKED);
    run(watch(), traffic, START, BLOCK + 2 * HOUR);
    run(watch(), traffic, BLOCK + 2 * HOUR, BLOCK + 12 * HOUR);
    assertThat(signals).isEqualTo(undisturbed);
    assertThat(signals).extracting(Signal::state).contains(Signal.State.CLEARED);
  }

  @Test
  void endsABlockThatLastsAfterTwoDays() {
    Episode block = new Episode(Trouble.REFUSED, 1, BLOCK, BLOCK + 72 * HOUR);
    run(watch(), new ProviderTraffic("docomo", 20, block, 3), START, BLOCK + 50 * HOUR);
    Signal raised = signals.get(0);
    assertThat(signals)
        .filteredOn(signal -> signal.state() == Signal.State.CLEARED)
        .singleElement()
        .satisfies(
            ended -> {
              assertThat(ended.time() - raised.time()).isBetween(47 * HOUR, 49 * HOUR);
              assertThat(findings(ended)).containsExactly("ended-by-age");
            });
  }

  @Test
  void endsABlockOfASourceIpThatSendsNoMoreAfterADay() {
    ProviderMonitor monitor = watch();
    run(monitor, Trouble.REFUSED, START, BLOCK + 2 * HOUR);
    signals.clear();
    monitor.endOverdue(BLOCK + 25 * HOUR);
    assertThat(signals).isEmpty();
    monitor.endOverdue(BLOCK + 30 * HOUR);
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).state()).isEqualTo(Signal.State.CLEARED);
    assertThat(signals.get(0).time()).isBetween(BLOCK + 25 * HOUR, BLOCK + 26 * HOUR);
    assertThat(findings(signals.get(0))).containsExactly("ended-without-mail");
  }

  @Test
  void holdsFewStreamsAndProvidersInMemoryHoweverManyThereAre() {
    MonitorStores.Opened opened = stores.open(sensitivity, signals::add, exemptions::add);
    ProviderMonitor monitor = opened.monitor();
    for (int i = 0; i < 400; i++) {
      monitor.judge("p" + i + ".example", START, List.of(row("p" + i + ".example", i)));
    }
    monitor.judge(
        "docomo", START, IntStream.range(0, 1_000).mapToObj(i -> row("docomo", i)).toList());
    assertThat(TestStores.size(stores.detectors())).isEqualTo(400 * 3 + 2 * 1_000 + 1);
    assertThat(opened.streams().inMemory()).isEqualTo(DetectorStreamStore.KEPT_AT_REST);
    assertThat(opened.recents().inMemory()).isEqualTo(RecentTrialStore.KEPT_IN_MEMORY);
  }

  @Test
  void decidesTheSameWhenItsStreamsAreEvicted() throws IOException {
    run(watch(), Trouble.MASKED, START, BLOCK + 3 * HOUR);
    List<Signal> undisturbed = List.copyOf(signals);
    signals.clear();
    close();
    stores = new MonitorStores(dir.resolve("again"));
    ProviderMonitor monitor = watch();
    ProviderTraffic traffic = traffic(Trouble.MASKED);
    for (long time = START; time < BLOCK + 3 * HOUR; time += 30 * MINUTE) {
      run(monitor, traffic, time, time + 30 * MINUTE);
      for (int i = 0; i < 200; i++) {
        monitor.judge("p" + i + ".example", time, List.of(row("p" + i + ".example", i)));
      }
    }
    assertThat(signals).isEqualTo(undisturbed).isNotEmpty();
  }

  @Test
  void tellsHowNearAnAlarmIs() {
    ProviderMonitor monitor = watch();
    ProviderTraffic traffic = traffic(Trouble.REFUSED);
    assertThat(run(monitor, traffic, START, BLOCK)).isBetween(0.0, 0.5);
    double evidence = 0;
    for (long minute = BLOCK; signals.isEmpty(); minute += MINUTE) {
      evidence = run(monitor, traffic, minute, minute + MINUTE);
      assertThat(evidence).isBetween(0.0, 1.0);
    }
    assertThat(evidence).isEqualTo(1);
  }

  private static List<String> findings(Signal signal) {
    return signal.evidence().findings().stream().map(Evidence.Indication::id).toList();
  }

  /** A mail that was accepted in the first minute. */
  private static MinuteRow row(String provider, int sender) {
    return MinuteRow.startingWith(
        ProviderDelta.builder(provider, START)
            .sourceIp("198.51." + sender / 250 + '.' + sender % 250)
            .fromDomain("d" + sender + ".example")
            .batch(Batch.NONE)
            .count(ProviderDelta.Count.ACCEPTED)
            .figures(Set.of(Figure.ATTEMPTS))
            .build());
  }

  private ProviderMonitor watch() {
    return stores.open(sensitivity, signals::add, exemptions::add).monitor();
  }

  private static ProviderTraffic traffic(Trouble trouble) {
    return new ProviderTraffic("docomo", 60, new Episode(trouble, 1, BLOCK, BLOCK + 4 * HOUR), 3);
  }

  private static double run(ProviderMonitor monitor, Trouble trouble, long from, long to) {
    return run(monitor, traffic(trouble), from, to);
  }

  /** Returns how near an alarm was in the last minute. */
  private static double run(ProviderMonitor monitor, ProviderTraffic traffic, long from, long to) {
    double evidence = 0;
    for (long minute = from; minute < to; minute += MINUTE) {
      Map<String, MinuteRow> rows = new LinkedHashMap<>();
      for (ProviderDelta delta : traffic.minute(minute)) {
        rows.compute(
            MinuteRow.keyOf(delta),
            (key, row) -> (row == null ? MinuteRow.startingWith(delta) : row).plus(delta));
      }
      if (!rows.isEmpty()) {
        evidence = monitor.judge("docomo", minute, List.copyOf(rows.values()));
      }
    }
    return evidence;
  }
}
