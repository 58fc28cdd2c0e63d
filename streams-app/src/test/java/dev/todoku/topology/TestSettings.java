package dev.todoku.topology;

import dev.todoku.app.Installation;
import dev.todoku.config.TodokuConfig;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.PipelineSettingsBuilder;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.watermark.Consumed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An installation as the defaults make it. */
public final class TestSettings {
  static final Duration EARLY_WAIT = Duration.ofMinutes(10);

  /** The driver without a broker leaves nothing unread. */
  private static final Consumed ALL_READ = Consumed.until(Long.MAX_VALUE);

  /** Simulated days need not be over. */
  private static final FutureLimit ANY_TIME = FutureLimit.of(Duration.ofDays(36_500));

  private TestSettings() {}

  public static PipelineSettings of(int partitions) {
    return any(partitions).build();
  }

  /**
   * The same with known sending servers.
   *
   * @param sourceIps sending host to source IP
   */
  public static PipelineSettings of(int partitions, Map<String, String> sourceIps) {
    return any(partitions).sourceIps(sourceIps).build();
  }

  /** The same with BSD syslog times of {@code zone}. */
  static PipelineSettings in(ZoneId zone) {
    return any(1).postfixZone(zone).build();
  }

  /** The same with pseudonyms on topics that are meant for others. */
  static PipelineSettings hiding(Pseudonyms pseudonyms) {
    return any(1).pseudonyms(Optional.of(pseudonyms)).build();
  }

  /** The same that remembers messages for {@code joinWindow}. */
  static PipelineSettings remembering(Duration joinWindow) {
    return any(1).joinWindow(joinWindow).build();
  }

  /** The same that trusts otherwise in what comes back by mail. */
  public static PipelineSettings trusting(EvidenceRules evidence, Map<String, String> sourceIps) {
    return any(1).evidence(evidence).sourceIps(sourceIps).build();
  }

  private static PipelineSettingsBuilder any(int partitions) {
    return Installation.of(TodokuConfig.load(null, Map.of(), Map.of()), partitions, ALL_READ)
        .but()
        .future(ANY_TIME)
        .earlyWait(EARLY_WAIT)
        .senders(new SenderThresholds(.05, .10, 100, .001, .003, 1_000, ZoneId.of("Asia/Tokyo")))
        .postfixZone(ZoneOffset.UTC)
        .page("https://todoku.test");
  }

  public static PipelineMetrics metrics() {
    return new PipelineMetrics(new SimpleMeterRegistry(), new BoundedLabels(Set.of(), 10));
  }
}
