package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import java.util.List;
import java.util.Objects;

/**
 * Refused content of a From domain while one of its source IPs is blocked. Most of what fails of
 * the domain is the block's then; what the replies over its other source IPs say is left to go by.
 */
final class ContentBesideABlock {
  private ContentBesideABlock() {}

  /** Rules on an alarm of a From domain of which a source IP was reported. */
  static Diagnosis rule(Alarm alarm) {
    if (alarm.around().isOfIp() || alarm.watch().channel() != FailureType.REFUSALS) {
      return Diagnosis.NONE;
    }
    List<ChannelMonitor> notBlocked =
        alarm.watch().failingMembers().stream()
            .map(alarm.around().rivals())
            .filter(Objects::nonNull)
            .filter(ip -> !ip.isReported())
            .toList();
    boolean isOfContent =
        !notBlocked.isEmpty()
            && notBlocked.stream()
                .allMatch(ip -> ip.detector().isAlarmed() && ContentJudge.namesTheContent(ip));
    return isOfContent
        ? new Indications()
            .supports(ContentJudge.CONTENT_NAMED, null)
            .ruling(Cause.CONTENT_BLOCK, alarm.standing().failures())
        : Diagnosis.NONE;
  }
}
