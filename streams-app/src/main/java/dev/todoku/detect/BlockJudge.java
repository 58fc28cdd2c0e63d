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

  /** This share of the failures in one campaign makes it the campaign's matter. */
  private static final double ONE_CAMPAIGN = .9;

  /** Where other mail is known to be normal, this share is enough. */
  private static final double MOST_OF_IT = .6;

  /** How long a comparison is waited for where none may come. */
  private static final long PATIENCE_MS = 10 * 60_000;

  /** How long it is waited for where mail to compare with is known to come, however slowly. */
  private static final long LONG_PATIENCE_MS = 60 * 60_000;

  /** The same for mail that shows whether a provider calls everybody unknown. */
  private static final long LONGEST_PATIENCE_MS = 120 * 60_000;

  private static final long LATELY_MS = 4 * 60 * 60_000;

  /** Of recipients who took mail within 90 days not so many can have vanished. */
  private static final double BEYOND_STALE = .5;

  private static final double MOSTLY = .8;
  private static final double OFTEN = .3;
  private static final double A_LITTLE = .15;
  private static final double BUSY = 2.5;

  private BlockJudge() {}

  /** Rules on an alarm that stands in {@code watch}. */
  public static Ruling rule(Watch watch, Surroundings around) {
    if (around.isRivalTold() || watch.suspicion().recipients() < RECIPIENTS) {
      return Ruling.NONE;
    }
    Place place = Place.of(watch, around);
    if (place == Place.ELSEWHERE && waits(watch, around, LONG_PATIENCE_MS)) {
      return Ruling.NONE;
    }
    Ruling special =
        switch (watch.channel()) {
          case REFUSALS -> refusals(watch, around);
          case MASKED_REFUSALS -> masked(watch, around);
          default -> null;
        };
    return special == null ? block(watch, around) : special;
  }

  /** Null for a block. */
  private static Ruling refusals(Watch watch, Surroundings around) {
    Verdict standing = watch.detector().standing();
    Suspicion seen = watch.suspicion();
    String campaign = singleCampaign(watch);
    if (campaign != null) {
      Share own = seen.batches().of(campaign);
      Share others = seen.batches().total().minus(own);
      if (others.isNormal(standing.baseline(), own.rate() / 2)) {
        return new Findings()
            .supports("one-campaign", Batch.name(campaign))
            .supports("other-campaigns-normal", Findings.percent(others.rate()))
            .ruling(Cause.CONTENT_BLOCK, standing.failures());
      } else if (!others.isFailing(standing.baseline(), own.rate() / 2)
          && waits(watch, around, LONG_PATIENCE_MS)) {
        return Ruling.NONE;
      }
    }
    if (isEverywhereALittle(watch, around)) {
      return Ruling.NONE;
    }
    boolean isTemporary = seen.temporary() >= MOSTLY * standing.failures();
    if (isTemporary && isBusy(standing, around)) {
      if (seen.cleared() >= OFTEN * seen.temporary()) {
        return new Findings()
            .supports("surge", null)
            .supports("passes-on-retry", seen.cleared())
            .ruling(Cause.RATE_LIMITING, standing.failures());
      } else if (waits(watch, around, 2 * PATIENCE_MS)) {
        return Ruling.NONE;
      }
    }
    return null;
  }

  /** A few refusals in all mail to the provider, whoever sends it, are no block of anybody. */
  private static boolean isEverywhereALittle(Watch watch, Surroundings around) {
    Share own = watch.suspicion().members().total();
    Share others = siblings(watch, around);
    return own.leastRate() < A_LITTLE && others.isEnough() && others.rate() >= own.rate() / 4;
  }

  /** Null for a block. */
  private static Ruling masked(Watch watch, Surroundings around) {
    Verdict standing = watch.detector().standing();
    Suspicion seen = watch.suspicion();
    Share own = seen.members().total();
    Share singles = seen.batches().ofSingleMails();
    Share campaigns = own.minus(singles);
    boolean areListsAlone = campaigns.failures() >= ONE_CAMPAIGN * own.failures();
    if (areListsAlone && own.rate() < BEYOND_STALE) {
      boolean areSinglesNormal = singles.isNormal(standing.baseline(), campaigns.rate() / 4);
      boolean areSinglesFailing = singles.isFailing(standing.baseline(), campaigns.rate() / 4);
      if (!areSinglesNormal && !areSinglesFailing && waits(watch, around, LONG_PATIENCE_MS)) {
        return Ruling.NONE;
      }
      if (!areSinglesFailing) {
        return new Findings()
            .supports("one-campaign", Batch.name(seen.batches().dominant()))
            .supports("proven-recipients-gone", Findings.percent(own.rate()))
            .ruling(Cause.LIST_QUALITY, standing.failures());
      }
    }
    Share siblings = siblings(watch, around);
    double shared = own.rate() / 4;
    boolean areSiblingsFailing = siblings.isFailing(standing.baseline(), shared);
    if (!areSiblingsFailing && !siblings.isNormal(standing.baseline(), shared)) {
      Share lately = since(around.time() - LATELY_MS, watch, around).minus(own);
      long patience = !lately.isEnough() ? PATIENCE_MS : LONGEST_PATIENCE_MS;
      if (waits(watch, around, patience)) {
        return Ruling.NONE;
      }
      areSiblingsFailing = siblings.isEnough() && siblings.rate() >= shared;
    }
    if (areSiblingsFailing) {
      return new Findings()
          .supports("other-senders-too", Findings.percent(siblings.rate()))
          .supports("proven-recipients-unknown", Findings.percent(own.rate()))
          .ruling(Cause.PROVIDER_OUTAGE, standing.failures());
    }
    return null;
  }

  private static Ruling block(Watch watch, Surroundings around) {
    Verdict standing = watch.detector().standing();
    Suspicion seen = watch.suspicion();
    Findings findings = new Findings();
    findings.supports("recipients", seen.recipients());
    String lists =
        seen.samples().stream()
            .map(BlockLists::namedIn)
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.joining(", "));
    boolean isListed = around.isOfIp() && !lists.isEmpty();
    if (isListed) {
      findings.supports("list-named", lists);
    }
    compare(watch, around, findings);
    if (watch.channel() == Channel.MASKED_REFUSALS) {
      describeMasked(watch, around, findings);
    } else if (watch.channel() == Channel.RETURNED_MAIL) {
      findings.supports("accepted-then-returned", standing.failures());
    }
    String campaign = singleCampaign(watch);
    if (campaign != null) {
      findings.opposes("one-campaign", Batch.name(campaign));
    }
    Cause cause = around.isOfIp() ? Cause.IP_BLOCK : Cause.DOMAIN_BLOCK;
    return findings.ruling(isListed ? Cause.DNS_LIST : cause, standing.failures());
  }

  private static void describeMasked(Watch watch, Surroundings around, Findings findings) {
    Share own = watch.suspicion().members().total();
    Share siblings = siblings(watch, around);
    findings.supports("proven-recipients-unknown", Findings.percent(own.rate()));
    if (siblings.isNormal(watch.detector().standing().baseline(), own.rate() / 4)) {
      findings.supports("other-streams-normal", Findings.percent(siblings.rate()));
    } else {
      findings.opposes("nothing-to-compare", null);
    }
  }

  private static void compare(Watch watch, Surroundings around, Findings findings) {
    Crossing crossing = Crossing.of(watch, around);
    if (crossing.isNormal()) {
      findings.supports(
          around.isOfIp() ? "other-ips-normal" : "other-domains-normal",
          Findings.percent(crossing.share().rate()));
    }
  }

  /** What the provider's other streams show since the onset. */
  private static Share siblings(Watch watch, Surroundings around) {
    return since(watch.detector().onset(), watch, around)
        .minus(watch.suspicion().members().total());
  }

  private static Share since(long time, Watch watch, Surroundings around) {
    return around.recent().since(watch.channel(), time, around.time());
  }

  /** Whether far more is sent since the onset, or was shortly before, than on average. */
  private static boolean isBusy(Verdict standing, Surroundings around) {
    double minutes = Math.max(1, (around.time() - standing.onset()) / 60_000.0);
    return around.isBusy() || standing.attempts() / minutes > BUSY * around.usualPerMinute();
  }

  private static boolean waits(Watch watch, Surroundings around, long patience) {
    return around.time() - watch.detector().raisedAt() < patience;
  }

  /** The campaign that the failures come from, null when there is no such one. */
  private static String singleCampaign(Watch watch) {
    Shares batches = watch.suspicion().batches();
    String dominant = batches.dominant();
    if (dominant == null || Batch.isOfSingleMails(dominant)) {
      return null;
    }
    Share own = batches.of(dominant);
    Share others = batches.total().minus(own);
    double part = (double) own.failures() / batches.total().failures();
    boolean areOthersNormal =
        others.isNormal(watch.detector().standing().baseline(), own.rate() / 2);
    return part >= ONE_CAMPAIGN || (part >= MOST_OF_IT && areOthersNormal) ? dominant : null;
  }
}
