package dev.todoku.app;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.config.RateLimits;
import dev.todoku.config.TodokuConfig;
import dev.todoku.detect.Sensitivity;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.table.Table;
import dev.todoku.watermark.Consumed;
import java.util.Set;

/** What the stages need, from the configuration and the data files. */
public final class Installation {
  private Installation() {}

  /**
   * By the clock of this machine.
   *
   * @param partitions of every public topic
   * @param consumed what is proven of the reading of inputs
   */
  public static PipelineSettings of(TodokuConfig config, int partitions, Consumed consumed) {
    return of(config, partitions, consumed, FutureLimit.of(config.eventTimeAheadMax()));
  }

  static PipelineSettings of(
      TodokuConfig config, int partitions, Consumed consumed, FutureLimit future) {
    RateLimits bounces = config.bounceLimits();
    RateLimits complaints = config.complaintLimits();
    WellKnownProviders providers = WellKnownProviders.load();
    return PipelineSettings.builder()
        .partitions(partitions)
        .address(new Address(config.keepsLocalPartCase()))
        .joinWindow(config.joinWindow())
        .future(future)
        .earlyWait(config.earlyBounceWait())
        .lateWindow(config.lateWindow())
        .suppression(
            new SuppressionThresholds(
                config.suppressDeadThreshold(),
                config.suppressSoftThreshold(),
                config.suppressesByStream()))
        .senders(
            new SenderThresholds(
                bounces.advice(),
                bounces.pause(),
                bounces.minVolume(),
                complaints.advice(),
                complaints.pause(),
                complaints.minVolume(),
                config.sendersDayZone()))
        .sensitivity(
            new Sensitivity(
                config.detectionMinVolume(),
                config.detectionMinFailures(),
                config.detectionMinVolumeBy(),
                config.detectionMinFailuresBy()))
        .providers(providers)
        .replies(
            config
                .bounceRules()
                .map(own -> ReplyRules.load(providers, Table.read(own)))
                .orElseGet(ReplyRules::load))
        .playbook(Playbook.load())
        .postfixZone(config.postfixZone())
        .sourceIps(config.postfixSourceIps())
        .hops(config.postfixHops())
        .pseudonyms(Pseudonyms.configured(config))
        .consumed(consumed)
        .lateness(config.lateness())
        .ignoredInputs(Set.copyOf(config.watermarkIgnoredInputs()))
        .evidence(config.evidenceRules())
        .queueMemory(config.postfixQueueMemory())
        .page(config.notifyPage())
        .build();
  }
}
