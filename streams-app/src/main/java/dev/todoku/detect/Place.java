package dev.todoku.detect;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Whether an alarm is its stream's own, or shows the trouble of streams that cross it. An IP that
 * is refused shows in the From domains that it carries, and a From domain that is refused shows in
 * the IPs that carry it; whichever fails in all its parts is the one.
 */
enum Place {
  HERE,
  ELSEWHERE;

  /** So many samples of five name the source IP. */
  private static final double MOST = .5;

  static Place of(Watch watch, Surroundings around) {
    Shares members = watch.suspicion().members();
    Crossing crossing = Crossing.of(watch, around);
    if (around.isOfIp()) {
      boolean areSeveralFailing = watch.failingMembers().size() > 1;
      boolean isItsOwn = crossing.isNormal() || areSeveralFailing || namesTheIp(watch);
      boolean isOfADomain =
          namesTheDomain(watch)
              || (!areSeveralFailing && members.arePartial(watch.detector().standing().baseline()));
      return isItsOwn || (crossing.isOfNothingElse() && !isOfADomain) ? HERE : ELSEWHERE;
    }
    if (members.all().containsKey(StreamMinute.UNKNOWN)) {
      return HERE;
    }
    if (namesTheDomain(watch) || (members.size() == 1 && crossing.isNormal())) {
      return HERE;
    }
    if (members.size() == 1 || members.arePartial(watch.detector().standing().baseline())) {
      return ELSEWHERE;
    }
    if (crossing.isOfNothingElse()) {
      return namesTheIp(watch) ? ELSEWHERE : HERE;
    }
    return crossing.isNormal() ? HERE : ELSEWHERE;
  }

  /** Whether the replies say that they are about the sending address. */
  private static boolean namesTheIp(Watch watch) {
    return areMost(watch, IpWords.FOUND);
  }

  /** Whether the replies say that they are about the From domain, and not about the address. */
  private static boolean namesTheDomain(Watch watch) {
    return areMost(watch, DomainWords.FOUND) && !namesTheIp(watch);
  }

  private static boolean areMost(Watch watch, Predicate<String> words) {
    List<String> replies =
        watch.suspicion().samples().stream()
            .map(sample -> sample.reply() == null ? null : sample.reply().text())
            .filter(Objects::nonNull)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
    long naming = replies.stream().filter(words).count();
    return !replies.isEmpty() && naming > MOST * replies.size();
  }
}
