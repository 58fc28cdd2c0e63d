package dev.todoku.detect;

/**
 * Whether an alarm is its stream's own, or shows the trouble of streams that cross it. An IP that
 * is refused shows in the From domains that it carries, and a From domain that is refused shows in
 * the IPs that carry it; whichever fails in all its parts is the one, and while a part may be
 * spared it is waited for. Of a sender's only IP, other From domains have to show it. What mail
 * contains is a matter of the From domain, unless it fails over one of its IPs alone.
 */
enum Attribution {
  HERE,
  ELSEWHERE,
  /** Whatever there is to compare with: the replies say so. */
  SURELY_ELSEWHERE;

  /** Where one From domain has so much of the mail of a source IP, others hardly come. */
  private static final double NEARLY_ALL = .8;

  static Attribution of(ChannelMonitor monitor, ComparisonContext around) {
    Shares members = monitor.alarmEvidence().members();
    Counterpart counterpart = Counterpart.of(monitor, around);
    double baseline = monitor.detector().standing().baseline();
    if (around.isOfIp()) {
      boolean areSeveralFailing =
          monitor.failingMembers().size() > 1 || members.isRestFailing(baseline);
      boolean mayBeOfADomain =
          counterpart.isOfNothingElse()
              && (members.size() > 1 || usuallyCarriesMore(members, around));
      boolean isOfADomain =
          namesTheDomain(monitor)
              || ContentJudge.namesTheContent(monitor)
              || (!areSeveralFailing && (mayBeOfADomain || members.arePartial(baseline)));
      boolean isItsOwn = counterpart.isNormal() || areSeveralFailing || namesTheIp(monitor);
      boolean isNoDomains = counterpart.isOfNothingElse() || counterpart.hasNormal();
      return isItsOwn || (isNoDomains && !isOfADomain) ? HERE : ELSEWHERE;
    }
    if (members.all().containsKey(StreamMinute.UNKNOWN)) {
      return HERE;
    }
    if (namesAListedIp(monitor)) {
      return SURELY_ELSEWHERE;
    }
    if (namesTheDomain(monitor) || (members.size() == 1 && counterpart.isNormal())) {
      return HERE;
    }
    boolean arePartial = members.arePartial(baseline);
    if (ContentJudge.namesTheContent(monitor) && !arePartial) {
      return HERE;
    }
    if (members.size() == 1 || arePartial) {
      return ELSEWHERE;
    }
    if (counterpart.isOfNothingElse()) {
      return namesTheIp(monitor) || members.mayBePartial(baseline) ? ELSEWHERE : HERE;
    }
    return counterpart.isNormal() ? HERE : ELSEWHERE;
  }

  /**
   * Whether a source IP, of which nothing but one From domain was seen since the onset, is used to
   * carry others too: how they fare is soon known.
   */
  private static boolean usuallyCarriesMore(Shares members, ComparisonContext around) {
    return members.all().keySet().stream()
        .allMatch(
            member ->
                around.rivals().apply(member) != null
                    && around.usualOfRival().applyAsDouble(member)
                        < NEARLY_ALL * around.usualPerMinute());
  }

  /** Whether the replies say that they are about the sending address. */
  private static boolean namesTheIp(ChannelMonitor monitor) {
    return monitor.alarmEvidence().areMostRepliesAbout(ReplySubject.SENDING_ADDRESS);
  }

  /** Whether the replies say that the sending address is on a list: they cannot mean a domain. */
  private static boolean namesAListedIp(ChannelMonitor monitor) {
    return namesTheIp(monitor)
        && !monitor.alarmEvidence().areMostRepliesAbout(ReplySubject.FROM_DOMAIN)
        && monitor.alarmEvidence().areMost(BlockLists::isNamedIn);
  }

  /** Whether the replies say that they are about the From domain, and not about the address. */
  private static boolean namesTheDomain(ChannelMonitor monitor) {
    return monitor.alarmEvidence().areMostRepliesAbout(ReplySubject.FROM_DOMAIN)
        && !namesTheIp(monitor);
  }
}
