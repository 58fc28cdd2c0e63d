package dev.todoku.detect;

import dev.todoku.schema.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a block that hides behind "user unknown" from an old list, and from a provider that
 * calls everybody unknown.
 */
final class MaskedJudge {
  /** How long is waited for mail that shows whether everybody is called unknown. */
  private static final long LONGEST_PATIENCE_MS = 120 * 60_000;

  private static final long LATELY_MS = 4 * 60 * 60_000;

  /** Of recipients who took mail within 90 days not so many can have vanished. */
  static final double BEYOND_STALE = .5;

  /**
   * Below this share it is recipients who went, or who filter what they took before: mail with
   * links in it, say. A block that hides says so to more of them.
   */
  static final double OF_RECIPIENTS = .1;

  /** Where a provider fails, other streams fail at least so much of what this one does. */
  static final double SHARED = .25;

  private MaskedJudge() {}

  /** Null for a block. */
  static @Nullable Diagnosis rule(Alarm alarm) {
    Diagnosis ofList = ofList(alarm);
    if (ofList != null) {
      return ofList;
    }
    return alarm.own().rate() < OF_RECIPIENTS ? Diagnosis.NONE : ofProvider(alarm);
  }

  private static @Nullable Diagnosis ofList(Alarm alarm) {
    Share own = alarm.own();
    Share singles = alarm.seen().batches().ofSingleMails();
    Share campaigns = own.minus(singles);
    double suspected = SHARED * campaigns.rate();
    boolean areListsAlone = campaigns.failures() >= Alarm.ONE_CAMPAIGN * own.failures();
    if (!areListsAlone
        || own.rate() >= BEYOND_STALE
        || singles.isFailing(alarm.baseline(), suspected)) {
      return null;
    }
    if (!singles.isNormal(alarm.baseline(), suspected) && alarm.waits(Alarm.LONG_PATIENCE_MS)) {
      return Diagnosis.NONE;
    }
    return new Indications()
        .supports(
            "one-campaign", Batch.name(Objects.requireNonNull(alarm.seen().batches().dominant())))
        .supports("proven-recipients-gone", Indications.percent(own.rate()))
        .ruling(Cause.LIST_QUALITY, alarm.standing().failures());
  }

  private static @Nullable Diagnosis ofProvider(Alarm alarm) {
    Share siblings = alarm.siblings();
    double suspected = SHARED * alarm.own().rate();
    Shares counterpart = counterpart(alarm);
    if (hasNormal(counterpart, alarm.baseline(), suspected)) {
      return null;
    }
    boolean areFailing = siblings.isFailing(alarm.baseline(), suspected);
    if (!areFailing && !siblings.isNormal(alarm.baseline(), suspected)) {
      if (alarm.waits(alarm.mayOthersCome(LATELY_MS) ? LONGEST_PATIENCE_MS : Alarm.PATIENCE_MS)) {
        return Diagnosis.NONE;
      }
      areFailing = siblings.isEnough() && siblings.rate() >= suspected;
      if (!areFailing && isOfACompany(alarm)) {
        return new Indications()
            .supports("proven-recipients-unknown", Indications.percent(alarm.own().rate()))
            .opposes("nothing-to-compare", null)
            .ruling(Cause.PROVIDER_OUTAGE);
      }
    }
    if (areFailing
        && hasUndecided(counterpart, alarm.baseline(), suspected)
        && alarm.waits(Alarm.LONG_PATIENCE_MS)) {
      return Diagnosis.NONE;
    }
    return areFailing
        ? new Indications()
            .supports("other-senders-too", Indications.percent(siblings.rate()))
            .supports("proven-recipients-unknown", Indications.percent(alarm.own().rate()))
            .ruling(Cause.PROVIDER_OUTAGE, alarm.standing().failures())
        : null;
  }

  /**
   * Whether it is hardly a provider that hides blocks: of a company with a server of its own, whose
   * mailboxes have moved or whose directory is lost. What was reported so stays, however many are
   * hit in the end.
   */
  private static boolean isOfACompany(Alarm alarm) {
    boolean isSmall =
        !alarm.seen().hasManyRecipients() || alarm.watch().reportedCause() == Cause.PROVIDER_OUTAGE;
    return !alarm.around().isKnown() && isSmall;
  }

  /** Whether a part of the streams that cross this one surely has none of it. */
  static boolean isAnySpared(Alarm alarm) {
    return hasNormal(counterpart(alarm), alarm.baseline(), SHARED * alarm.own().rate());
  }

  /** The parts of the streams that cross this one: who of several is hit shows only by itself. */
  private static Shares counterpart(Alarm alarm) {
    Shares parts = new Shares();
    for (String member : alarm.watch().failingMembers()) {
      ChannelMonitor rival = alarm.around().rivals().apply(member);
      if (rival != null) {
        parts.add(rival.alarmEvidence().members());
      }
    }
    return parts;
  }

  /** Where a part surely has none of it, the provider does not call everybody unknown. */
  private static boolean hasNormal(Shares parts, double baseline, double suspected) {
    return parts.all().values().stream().anyMatch(part -> part.isNormal(baseline, suspected));
  }

  private static boolean hasUndecided(Shares parts, double baseline, double suspected) {
    return parts.all().values().stream()
        .filter(part -> part.failures() < part.trials())
        .anyMatch(part -> !part.isFailing(baseline, suspected));
  }

  /** What speaks for a block, and against it. */
  static void describe(Alarm alarm, Indications findings) {
    Share siblings = alarm.siblings();
    findings.supports("proven-recipients-unknown", Indications.percent(alarm.own().rate()));
    if (siblings.isNormal(alarm.baseline(), SHARED * alarm.own().rate())) {
      findings.supports("other-streams-normal", Indications.percent(siblings.rate()));
    } else if (Counterpart.of(alarm.watch(), alarm.around()).hasNormal()) {
      findings.supports("some-streams-normal", null);
    } else {
      findings.opposes("nothing-to-compare", null);
    }
  }
}
