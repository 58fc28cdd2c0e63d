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
final class Installation {
  private Installation() {}

  static PipelineSettings of(TodokuConfig config, int partitions, Consumed consumed) {
    return of(config, partitions, consumed, FutureLimit.of(config.eventTimeAheadMax()));
  }

  static PipelineSettings of(
      TodokuConfig config, int partitions, Consumed consumed, FutureLimit future) {
    RateLimits bounces = config.bounceLimits();
    RateLimits complaints = config.complaintLimits();
    WellKnownProviders providers = WellKnownProviders.load();
    return new PipelineSettings(
        partitions,
        new Address(config.keepsLocalPartCase()),
        config.joinWindow(),
        future,
        config.earlyBounceWait(),
        config.lateWindow(),
        new SuppressionThresholds(
            config.suppressDeadThreshold(),
            config.suppressSoftThreshold(),
            config.suppressesByStream()),
        new SenderThresholds(
            bounces.advice(),
            bounces.pause(),
            bounces.minVolume(),
            complaints.advice(),
            complaints.pause(),
            complaints.minVolume(),
            config.sendersDayZone()),
        new Sensitivity(
            config.detectionMinVolume(),
            config.detectionMinFailures(),
            config.detectionMinVolumeBy(),
            config.detectionMinFailuresBy()),
        providers,
        config
            .bounceRules()
            .map(own -> ReplyRules.load(providers, Table.read(own)))
            .orElseGet(ReplyRules::load),
        Playbook.load(),
        config.postfixZone(),
        config.postfixSourceIps(),
        config.postfixHops(),
        Pseudonyms.configured(config),
        consumed,
        config.lateness(),
        Set.copyOf(config.watermarkIgnoredInputs()),
        config.evidenceRules(),
        config.postfixQueueMemory(),
        config.notifyPage());
  }
}
