package dev.todoku.topology;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.detect.Sensitivity;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.hop.HopSettings;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.watermark.Consumed;
import dev.todoku.watermark.Lateness;
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
    return of(partitions, Map.of());
  }

  /**
   * The same with known sending servers.
   *
   * @param sourceIps sending host to source IP
   */
  public static PipelineSettings of(int partitions, Map<String, String> sourceIps) {
    return of(partitions, sourceIps, Optional.empty(), EvidenceRules.DEFAULT);
  }

  /** The same with BSD syslog times of {@code zone}. */
  static PipelineSettings in(ZoneId zone) {
    return of(1, Map.of(), Optional.empty(), EvidenceRules.DEFAULT, zone);
  }

  /** The same with pseudonyms on topics that are meant for others. */
  static PipelineSettings hiding(Pseudonyms pseudonyms) {
    return of(1, Map.of(), Optional.of(pseudonyms), EvidenceRules.DEFAULT);
  }

  /** The same that remembers messages for {@code joinWindow}. */
  static PipelineSettings remembering(Duration joinWindow) {
    return of(1, Map.of(), Optional.empty(), EvidenceRules.DEFAULT, ZoneOffset.UTC, joinWindow);
  }

  /** The same that trusts otherwise in what comes back by mail. */
  public static PipelineSettings trusting(EvidenceRules evidence, Map<String, String> sourceIps) {
    return of(1, sourceIps, Optional.empty(), evidence);
  }

  private static PipelineSettings of(
      int partitions,
      Map<String, String> sourceIps,
      Optional<Pseudonyms> pseudonyms,
      EvidenceRules evidence) {
    return of(partitions, sourceIps, pseudonyms, evidence, ZoneOffset.UTC);
  }

  private static PipelineSettings of(
      int partitions,
      Map<String, String> sourceIps,
      Optional<Pseudonyms> pseudonyms,
      EvidenceRules evidence,
      ZoneId zone) {
    return of(partitions, sourceIps, pseudonyms, evidence, zone, Duration.ofDays(8));
  }

  private static PipelineSettings of(
      int partitions,
      Map<String, String> sourceIps,
      Optional<Pseudonyms> pseudonyms,
      EvidenceRules evidence,
      ZoneId zone,
      Duration joinWindow) {
    return new PipelineSettings(
        partitions,
        Address.DEFAULT,
        joinWindow,
        ANY_TIME,
        EARLY_WAIT,
        Duration.ofHours(2),
        SuppressionThresholds.DEFAULT,
        new SenderThresholds(.05, .10, 100, .001, .003, 1_000, ZoneId.of("Asia/Tokyo")),
        Sensitivity.DEFAULT,
        WellKnownProviders.load(),
        ReplyRules.load(),
        Playbook.load(),
        zone,
        sourceIps,
        HopSettings.NONE,
        pseudonyms,
        ALL_READ,
        Lateness.DEFAULT,
        Set.of(),
        evidence,
        Duration.ofDays(12),
        "https://todoku.test");
  }

  public static PipelineMetrics metrics() {
    return new PipelineMetrics(new SimpleMeterRegistry(), new BoundedLabels(Set.of(), 10));
  }
}
