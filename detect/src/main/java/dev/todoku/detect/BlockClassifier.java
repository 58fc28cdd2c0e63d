package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides what an alarm of refused, masked or returned mail means: a block of the source IP or of
 * the From domain, or one of the things that look like it. Works on what was seen since the onset.
 */
public final class BlockClassifier {
  /** So many recipients make it more than the trouble of a few. */
  private static final int RECIPIENTS = 4;

  /** So many, where the replies name a list. */
  private static final int RECIPIENTS_OF_A_LIST = 3;

  /**
   * So many, where they name the address that is on it, too: no server says so by chance, and none
   * that does takes other mail from there.
   */
  private static final int RECIPIENTS_OF_A_LISTED_IP = 2;

  private static final double MOST = .5;

  /** A block lets next to nothing pass; two large customers alone may be more than half. */
  private static final double NEARLY_ALL = .8;

  private BlockClassifier() {}

  /** Rules on an alarm that stands in {@code watch}. */
  public static Diagnosis rule(ChannelMonitor monitor, ComparisonContext around) {
    Alarm alarm = new Alarm(monitor, around);
    if (alarm.seen().recipients() < recipientsFor(alarm)
        || !monitor.isBeyondHabit()
        || isOfFewCompanies(alarm)) {
      return Diagnosis.NONE;
    }
    if (around.isRivalReported()) {
      return ContentBesideABlock.rule(alarm);
    }
    Attribution place = Attribution.of(monitor, around);
    if (place == Attribution.SURELY_ELSEWHERE) {
      return Diagnosis.NONE;
    }
    if (place == Attribution.ELSEWHERE
        && (alarm.waits(Alarm.LONG_PATIENCE_MS) || isReportedElsewhere(alarm))) {
      return Diagnosis.NONE;
    }
    Diagnosis special =
        switch (monitor.channel()) {
          case REFUSALS -> RefusalJudge.rule(alarm);
          case MASKED_REFUSALS -> MaskedJudge.rule(alarm);
          default -> null;
        };
    if (special != null) {
      return special;
    }
    return monitor.isReported() && !isBlockReported(monitor) && showsBlockOfAnIp(alarm)
        ? Diagnosis.NONE
        : block(alarm);
  }

  /**
   * Whether what fails of a From domain is, or was since the onset, a block of a source IP that
   * carries it: what else was reported of the domain is no block for that.
   */
  private static boolean showsBlockOfAnIp(Alarm alarm) {
    return !alarm.around().isOfIp()
        && (alarm.seen().areMostRepliesAbout(ReplySubject.SENDING_ADDRESS)
            || alarm.watch().failingMembers().stream()
                .map(alarm.around().rivals())
                .anyMatch(rival -> rival != null && rival.endedAt() > alarm.standing().onset()));
  }

  private static int recipientsFor(Alarm alarm) {
    AlarmEvidence seen = alarm.seen();
    boolean isOfAList = seen.areMost(BlockLists::isNamedIn);
    if (!isOfAList) {
      return RECIPIENTS;
    }
    if (!seen.areMostRepliesAbout(ReplySubject.SENDING_ADDRESS)) {
      return RECIPIENTS_OF_A_LIST;
    }
    if (!alarm.around().isOfIp()) {
      return RECIPIENTS;
    }
    return alarm.own().rate() > MOST ? RECIPIENTS_OF_A_LISTED_IP : RECIPIENTS_OF_A_LIST;
  }

  /**
   * Whether one or two of the companies whose mailboxes the provider runs refuse what it lets pass:
   * they have rules of their own.
   */
  private static boolean isOfFewCompanies(Alarm alarm) {
    return alarm.own().rate() < NEARLY_ALL
        && alarm.seen().domains().areFew(alarm.around().isHosted());
  }

  /** Whether a block of a source IP or From domain was reported, and no list was named. */
  public static boolean isBlockReported(ChannelMonitor monitor) {
    return monitor.reportedCause() == Cause.IP_BLOCK
        || monitor.reportedCause() == Cause.DOMAIN_BLOCK;
  }

  /** Whether a rate limit was reported, and mail is refused for good by now. */
  public static boolean isNoRateLimitAnyMore(ChannelMonitor monitor) {
    return monitor.reportedCause() == Cause.RATE_LIMITING && !RefusalJudge.isTemporary(monitor);
  }

  /**
   * Whether it was reported that the provider calls everybody unknown, and by now a source IP or
   * From domain surely is spared.
   *
   * @param around looked up only where that was reported: this is asked each minute
   */
  public static boolean isNoOutageAnyMore(
      ChannelMonitor monitor, Supplier<ComparisonContext> around) {
    return monitor.channel() == FailureType.MASKED_REFUSALS
        && monitor.reportedCause() == Cause.PROVIDER_OUTAGE
        && MaskedJudge.isAnySpared(new Alarm(monitor, around.get()));
  }

  /**
   * Whether refused content was reported, and by now the replies are about the sending address. Of
   * a source IP that is no matter of content any more.
   */
  public static boolean isNoContentAnyMore(ChannelMonitor monitor) {
    return monitor.reportedCause() == Cause.CONTENT_BLOCK
        && monitor.alarmEvidence().areMostRepliesAbout(ReplySubject.SENDING_ADDRESS);
  }

  /** Whether a block of a From domain was reported, and some mail of it passes by now. */
  public static boolean isContentAfterAll(ChannelMonitor monitor) {
    return monitor.reportedCause() == Cause.DOMAIN_BLOCK && ContentJudge.isContent(monitor);
  }

  /** Whether the failures of {@code monitor} may be those of a stream that crosses it. */
  public static boolean mayBeAnothers(ChannelMonitor monitor, ComparisonContext around) {
    return Attribution.of(monitor, around) != Attribution.HERE;
  }

  /**
   * Whether failures that {@link #mayBeAnothers} are those of {@code rival}, be they reported
   * ({@link #isBlockReported}) or not: where little is sent, the mail that shows it may come when
   * the hour is over in which it was waited for. A source IP and a From domain that carry nothing
   * but each other cannot be distinguished, and what was reported first stays.
   */
  public static boolean areOf(
      ChannelMonitor rival, ComparisonContext aroundRival, ChannelMonitor monitor) {
    boolean areDistinct =
        monitor.alarmEvidence().members().size() > 1 || rival.alarmEvidence().members().size() > 1;
    return rival.detector().isAlarmed()
        && areDistinct
        && Attribution.of(rival, aroundRival) == Attribution.HERE;
  }

  /** Whether the same failures are an incident of a stream that crosses this one. */
  private static boolean isReportedElsewhere(Alarm alarm) {
    return alarm.watch().failingMembers().stream()
        .map(alarm.around().rivals())
        .anyMatch(rival -> rival != null && rival.isReported());
  }

  private static Diagnosis block(Alarm alarm) {
    Indications findings = new Indications();
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
    if (alarm.watch().channel() == FailureType.MASKED_REFUSALS) {
      MaskedJudge.describe(alarm, findings);
    } else if (alarm.watch().channel() == FailureType.RETURNED_MAIL) {
      findings.supports("accepted-then-returned", alarm.standing().failures());
    } else if (RefusalJudge.isUnexplained(alarm)) {
      findings.opposes("unexplained", alarm.seen().unexplained());
    } else if (!alarm.around().isOfIp()) {
      ContentJudge.describe(alarm, findings);
    }
    String campaign = alarm.singleCampaign();
    if (campaign != null) {
      findings.opposes("one-campaign", Batch.name(campaign));
    }
    Cause cause = alarm.around().isOfIp() ? Cause.IP_BLOCK : Cause.DOMAIN_BLOCK;
    return findings.ruling(isListed ? Cause.DNS_LIST : cause, alarm.standing().failures());
  }

  private static void compare(Alarm alarm, Indications findings) {
    Counterpart counterpart = Counterpart.of(alarm.watch(), alarm.around());
    if (counterpart.isNormal()) {
      findings.supports(
          alarm.around().isOfIp() ? "other-ips-normal" : "other-domains-normal",
          Indications.percent(counterpart.share().rate()));
    }
  }
}
