package dev.todoku.bench.worlds;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** All worlds by name. */
final class AllWorlds {
  private AllWorlds() {}

  static Map<String, Function<Draw, World>> byName() {
    Map<String, Function<Draw, World>> all = new LinkedHashMap<>();
    all.put("clean", Clean::new);
    all.put("greylisting", Greylisting::new);
    all.put("greylisting then block", GreylistingThenBlock::new);
    all.put("blocked", Blocked::new);
    all.put("blocked in other words", BlockedInOtherWords::unknown);
    all.put("two of four masked", TwoOfFourMasked::new);
    all.put("domain on only ip", RefusedDomain::withoutSayingWhy);
    all.put("domain in words", RefusedDomain::inWords);
    all.put("morning batch", MorningBatch::new);
    all.put("morning batch of unknown", MorningBatchOfUnknown::new);
    all.put("warm up", WarmUp::new);
    all.put("block under bad list", BlockUnderBadList::new);
    all.put("form abuse", FormAbuse::new);
    all.put("maintenance", Maintenance::new);
    all.put("only ip masked", OnlyIpMasked::new);
    all.put("directory outage", DirectoryOutage::new);
    all.put("block after content", BlockAfterContent::new);
    all.put("block within outage", BlockWithinOutage::new);
    all.put("late bounces", LateBounces::new);
    all.put("blocked at three", BlockedAtThree::new);
    all.put("one message", OneMessage::new);
    all.put("surge", Surge::new);
    all.put("own domain", OwnDomain::new);
    all.put("bad campaign", BadCampaign::new);
    all.put("seasonal burst", SeasonalBurst::new);
    all.put("thirty a day", ThirtyADay::new);
    all.put("in other languages", BlockedInOtherWords::foreign);
    all.put("moved to another ip", MovedToAnotherIp::new);
    all.put("weekend newsletter", WeekendNewsletter::new);
    return all;
  }
}
