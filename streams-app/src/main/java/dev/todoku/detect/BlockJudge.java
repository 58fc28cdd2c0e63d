package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides what an alarm of refused, masked or returned mail means: a block of the source IP or of
 * the From domain, or one of the things that look like it. Works on what was seen since the onset.
 */
public final class BlockJudge {
  /** So many recipients make it more than the trouble of a few. */
  private static final int RECIPIENTS = 4;

  private BlockJudge() {}

  /** Rules on an alarm that stands in {@code watch}. */
  public static Ruling rule(Watch watch, Surroundings around) {
    Alarm alarm = new Alarm(watch, around);
    if (around.isRivalTold() || alarm.seen().recipients() < RECIPIENTS) {
      return Ruling.NONE;
    }
    Place place = Place.of(watch, around);
    if (place == Place.ELSEWHERE && alarm.waits(Alarm.LONG_PATIENCE_MS)) {
      return Ruling.NONE;
    }
    Ruling special =
        switch (watch.channel()) {
          case REFUSALS -> RefusalJudge.rule(alarm);
          case MASKED_REFUSALS -> MaskedJudge.rule(alarm);
          default -> null;
        };
    return special == null ? block(alarm) : special;
  }

  private static Ruling block(Alarm alarm) {
    Findings findings = new Findings();
    findings.supports("recipients", alarm.seen().recipients());
    String lists =
        alarm.seen().samples().stream()
            .map(BlockLists::namedIn)
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.joining(", "));
    boolean isListed = alarm.around().isOfIp() && !lists.isEmpty();
    if (isListed) {
      findings.supports("list-named", lists);
    }
    compare(alarm, findings);
    if (alarm.watch().channel() == Channel.MASKED_REFUSALS) {
      MaskedJudge.describe(alarm, findings);
    } else if (alarm.watch().channel() == Channel.RETURNED_MAIL) {
      findings.supports("accepted-then-returned", alarm.standing().failures());
    }
    String campaign = alarm.singleCampaign();
    if (campaign != null) {
      findings.opposes("one-campaign", Batch.name(campaign));
    }
    Cause cause = alarm.around().isOfIp() ? Cause.IP_BLOCK : Cause.DOMAIN_BLOCK;
    return findings.ruling(isListed ? Cause.DNS_LIST : cause, alarm.standing().failures());
  }

  private static void compare(Alarm alarm, Findings findings) {
    Crossing crossing = Crossing.of(alarm.watch(), alarm.around());
    if (crossing.isNormal()) {
      findings.supports(
          alarm.around().isOfIp() ? "other-ips-normal" : "other-domains-normal",
          Findings.percent(crossing.share().rate()));
    }
  }
}
