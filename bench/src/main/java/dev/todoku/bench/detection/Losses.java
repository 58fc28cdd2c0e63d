package dev.todoku.bench.detection;

import dev.todoku.recipients.KnownExemptions;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Recipients who exist and were called unknown: whoever removes an address at the first hard bounce
 * loses them all. Todoku suppresses those too, unless an exemption covers the time, and releases
 * them when one comes to.
 */
final class Losses {
  private final Set<String> wronglyUnknown;
  private final KnownExemptions exemptions = new KnownExemptions();
  private final List<Suppressed> all = new ArrayList<>();

  private static final class Suppressed {
    private final ProviderDelta delta;
    private boolean isBelieved;

    Suppressed(ProviderDelta delta) {
      this.delta = delta;
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

  void record(List<ProviderDelta> deltas) {
    for (ProviderDelta delta : deltas) {
      if (delta.sample() != null && wronglyUnknown.contains(delta.sample().messageId())) {
        Suppressed suppressed = new Suppressed(delta);
        suppressed.isBelieved = isBelieved(delta);
        all.add(suppressed);
      }
    }
  }

  /** As Recipients does: who was called unknown since the exemption's begin is looked at again. */
  void record(SuppressionExemption exemption) {
    exemptions.learn(exemption);
    all.stream()
        .filter(suppressed -> suppressed.delta.time() >= exemption.from())
        .forEach(suppressed -> suppressed.isBelieved = isBelieved(suppressed.delta));
  }

  private boolean isBelieved(ProviderDelta delta) {
    return exemptions
        .covering(delta.provider(), delta.sourceIp(), delta.fromDomain(), delta.time())
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
