package dev.todoku.detect;

import dev.todoku.schema.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a block in plain words from what looks like it: bad content, and too much at a
 * time.
 */
final class RefusalJudge {
  private static final double MOSTLY = .8;
  private static final double HALF = .5;
  private static final double OFTEN = .3;
  private static final double A_LITTLE = .15;
  private static final double BUSY = 2.5;

  /** So many refusals for good are no accident. */
  private static final int SOME = 8;

  private RefusalJudge() {}

  /** Null for a block. */
  static @Nullable Diagnosis rule(Alarm alarm) {
    String campaign = alarm.singleCampaign();
    if (isUnexplained(alarm) && (campaign != null || alarm.own().rate() < MOSTLY)) {
      return Diagnosis.NONE;
    }
    if (campaign != null) {
      Share own = alarm.seen().batches().of(campaign);
      Share others = alarm.seen().batches().total().minus(own);
      if (others.isNormal(alarm.baseline(), own.rate() / 2)) {
        return new Indications()
            .supports("one-campaign", Batch.name(campaign))
            .supports("other-campaigns-normal", Indications.percent(others.rate()))
            .ruling(Cause.CONTENT_BLOCK, alarm.standing().failures());
      } else if (!others.isFailing(alarm.baseline(), own.rate() / 2)
          && !ContentJudge.isContent(alarm.watch())
          && alarm.waits(Alarm.LONG_PATIENCE_MS)) {
        return Diagnosis.NONE;
      }
    }
    Diagnosis content = ContentJudge.rule(alarm);
    if (content != null) {
      return content;
    }
    return isEverywhereALittle(alarm) ? Diagnosis.NONE : ofTooMuch(alarm);
  }

  /**
   * Whether most of it does not say why and is of recipients who have not proved to exist. A bad
   * list looks like that, too, unless hardly any mail passes.
   */
  static boolean isUnexplained(Alarm alarm) {
    return 2 * alarm.seen().unexplained() > alarm.standing().failures();
  }

  /** A few refusals in all mail to the provider, whoever sends it, are no block of anybody. */
  private static boolean isEverywhereALittle(Alarm alarm) {
    Share own = alarm.own();
    Share others = alarm.siblings();
    return own.leastRate() < A_LITTLE && others.isEnough() && others.rate() >= own.rate() / 4;
  }

  private static @Nullable Diagnosis ofTooMuch(Alarm alarm) {
    AlarmEvidence seen = alarm.seen();
    boolean isTemporary = isTemporary(alarm.watch());
    boolean isBusy = isBusy(alarm);
    boolean namesTheRate = namesTheRate(seen);
    boolean passesOnRetry = seen.cleared() >= OFTEN * seen.temporary();
    boolean isMild = passesOnRetry && alarm.own().rate() < HALF;
    if (!isTemporary || !(isBusy || namesTheRate || isMild)) {
      return null;
    }
    boolean isEarly = alarm.waits(Alarm.LONG_PATIENCE_MS);
    if (passesOnRetry || (namesTheRate && (isBusy ? isEarly : hasPassed(alarm)))) {
      return tooMuch(alarm, isBusy, namesTheRate, passesOnRetry);
    }
    long patience = namesTheRate ? Alarm.LONG_PATIENCE_MS : 2 * Alarm.PATIENCE_MS;
    return alarm.waits(patience) ? Diagnosis.NONE : null;
  }

  /** Whether mail is refused for now, and beyond the habit none for good. */
  static boolean isTemporary(ChannelMonitor monitor) {
    AlarmChange standing = monitor.detector().standing();
    long temporary = monitor.alarmEvidence().temporary();
    long forGood = standing.failures() - temporary;
    boolean isHabit = forGood < SOME || forGood <= 2 * standing.baseline() * standing.attempts();
    return temporary >= MOSTLY * standing.failures() && isHabit;
  }

  /** Whether words that name a rate can be believed: retries had time, and some mail passes. */
  private static boolean hasPassed(Alarm alarm) {
    return !alarm.waits(2 * Alarm.PATIENCE_MS) && alarm.own().rate() < MOSTLY;
  }

  private static Diagnosis tooMuch(
      Alarm alarm, boolean isBusy, boolean namesTheRate, boolean passesOnRetry) {
    Indications findings = new Indications();
    if (isBusy) {
      findings.supports("surge", null);
    }
    if (namesTheRate) {
      findings.supports("names-the-rate", null);
    }
    if (passesOnRetry) {
      findings.supports("passes-on-retry", alarm.seen().cleared());
    }
    return findings.ruling(Cause.RATE_LIMITING, alarm.standing().failures());
  }

  /** Whether the replies say that it is too much at a time. */
  private static boolean namesTheRate(AlarmEvidence seen) {
    return seen.areMostRepliesAbout(ReplySubject.RATE);
  }

  /** Whether far more is sent since the onset, or was shortly before, than is usual. */
  private static boolean isBusy(Alarm alarm) {
    ComparisonContext around = alarm.around();
    double minutes = Math.max(1, (around.time() - alarm.standing().onset()) / 60_000.0);
    return around.isBusy()
        || alarm.standing().attempts() / minutes > BUSY * around.usualPerMinute();
  }
}
