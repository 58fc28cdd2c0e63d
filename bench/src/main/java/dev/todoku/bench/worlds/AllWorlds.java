package dev.todoku.bench.worlds;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** All worlds by name. */
final class AllWorlds {
  private AllWorlds() {}

  static Map<String, Function<Draw, World>> byName() {
    Map<String, Function<Draw, World>> all = new LinkedHashMap<>();
    all.put("clean", Clean::asUsual);
    all.put("greylisting", Greylisting::new);
    all.put("greylisting then block", GreylistingThenBlock::new);
    all.put("blocked", Blocked::inPlainWords);
    all.put("blocked in other words", Blocked::inOtherWords);
    all.put("held back", Blocked::heldBack);
    all.put("two of four masked", TwoOfFourMasked::new);
    all.put("domain on only ip", RefusedDomain::withoutSayingWhy);
    all.put("domain in words", RefusedDomain::inWords);
    all.put("morning batch", MorningBatch::new);
    all.put("morning batch of unknown", MorningBatchOfUnknown::new);
    all.put("warm up", WarmUp::new);
    all.put("block under bad list", BlockUnderBadList::new);
    all.put("form abuse", FormAbuse::withName);
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
    all.put("bad list without name", BadListWithoutName::new);
    all.put("form without name", FormAbuse::withoutName);
    all.put("seasonal burst", Clean::withSeasonalBurst);
    all.put("thirty a day", Blocked::atThirtyADay);
    all.put("in other languages", Blocked::inOtherLanguages);
    all.put("moved to another ip", MovedToAnotherIp::new);
    all.put("weekend newsletter", Clean::withWeekendNewsletter);
    all.put("domain of a shop", RefusedDomain::ofAShop);
    all.put("hosted companies", HostedCompanies::new);
    all.put("two at once", TwoAtOnce::new);
    return all;
  }
}
