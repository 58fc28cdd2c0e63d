package dev.todoku.bench.detection;

import dev.todoku.recipient.Amnesties;
import dev.todoku.recipient.Amnesty;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Recipients who exist and were called unknown: whoever removes an address at the first hard bounce
 * loses them all. Todoku suppresses those too, unless an amnesty covers the time, and releases them
 * when one comes to.
 */
final class Losses {
  private final Set<String> wronglyUnknown;
  private final Amnesties amnesties = new Amnesties();
  private final List<Suppressed> all = new ArrayList<>();

  private static final class Suppressed {
    private final Tally tally;
    private boolean isBelieved;

    Suppressed(Tally tally) {
      this.tally = tally;
    }
  }

  /**
   * No losses yet.
   *
   * @param wronglyUnknown Message-IDs of mail to those who exist, as it grows
   */
  Losses(Set<String> wronglyUnknown) {
    this.wronglyUnknown = wronglyUnknown;
  }

  void hear(List<Tally> tallies) {
    for (Tally tally : tallies) {
      if (tally.sample() != null && wronglyUnknown.contains(tally.sample().messageId())) {
        Suppressed suppressed = new Suppressed(tally);
        suppressed.isBelieved = isBelieved(tally);
        all.add(suppressed);
      }
    }
  }

  /** As Recipients does: who was called unknown since the amnesty's begin is looked at again. */
  void hear(Amnesty amnesty) {
    amnesties.learn(amnesty);
    all.stream()
        .filter(suppressed -> suppressed.tally.time() >= amnesty.from())
        .forEach(suppressed -> suppressed.isBelieved = isBelieved(suppressed.tally));
  }

  private boolean isBelieved(Tally tally) {
    return amnesties
        .covering(tally.provider(), tally.sourceIp(), tally.fromDomain(), tally.time())
        .isEmpty();
  }

  /** How many the rule "hard bounce = remove" loses. */
  int byRule() {
    return all.size();
  }

  /** How many stay suppressed. */
  int forGood() {
    return (int) all.stream().filter(suppressed -> suppressed.isBelieved).count();
  }
}
