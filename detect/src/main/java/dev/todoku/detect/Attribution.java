package dev.todoku.detect;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Whether an alarm is its stream's own, or shows the trouble of streams that cross it. An IP that
 * is refused shows in the From domains that it carries, and a From domain that is refused shows in
 * the IPs that carry it; whichever fails in all its parts is the one. Of a sender's only IP, other
 * From domains have to show it.
 */
enum Attribution {
  HERE,
  ELSEWHERE;

  /** So many samples of five name the source IP. */
  private static final double MOST = .5;

  static Attribution of(ChannelMonitor monitor, ComparisonContext around) {
    Shares members = monitor.alarmEvidence().members();
    Counterpart counterpart = Counterpart.of(monitor, around);
    if (around.isOfIp()) {
      boolean areSeveralFailing = monitor.failingMembers().size() > 1;
      boolean mayBeOfADomain = counterpart.isOfNothingElse() && members.size() > 1;
      boolean isOfADomain =
          namesTheDomain(monitor)
              || (!areSeveralFailing
                  && (mayBeOfADomain
                      || members.arePartial(monitor.detector().standing().baseline())));
      boolean isItsOwn = counterpart.isNormal() || areSeveralFailing || namesTheIp(monitor);
      boolean isNoDomains = counterpart.isOfNothingElse() || counterpart.hasNormal();
      return isItsOwn || (isNoDomains && !isOfADomain) ? HERE : ELSEWHERE;
    }
    if (members.all().containsKey(StreamMinute.UNKNOWN)) {
      return HERE;
    }
    if (namesTheDomain(monitor) || (members.size() == 1 && counterpart.isNormal())) {
      return HERE;
    }
    if (members.size() == 1 || members.arePartial(monitor.detector().standing().baseline())) {
      return ELSEWHERE;
    }
    if (counterpart.isOfNothingElse()) {
      return namesTheIp(monitor) ? ELSEWHERE : HERE;
    }
    return counterpart.isNormal() ? HERE : ELSEWHERE;
  }

  /** Whether the replies say that they are about the sending address. */
  private static boolean namesTheIp(ChannelMonitor monitor) {
    return areMost(monitor, IpWords.FOUND);
  }

  /** Whether the replies say that they are about the From domain, and not about the address. */
  private static boolean namesTheDomain(ChannelMonitor monitor) {
    return areMost(monitor, DomainWords.FOUND) && !namesTheIp(monitor);
  }

  private static boolean areMost(ChannelMonitor monitor, Predicate<String> words) {
    List<String> replies =
        monitor.alarmEvidence().samples().stream()
            .map(sample -> sample.reply() == null ? null : sample.reply().text())
            .filter(Objects::nonNull)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
    long naming = replies.stream().filter(words).count();
    return !replies.isEmpty() && naming > MOST * replies.size();
  }
}
