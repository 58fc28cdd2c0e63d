package dev.todoku.bench.detection;

import dev.todoku.simulate.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A trouble to be distinguished, or not, from everything else.
 *
 * @param fraction of the mail concerned, 0 … 1
 * @param hours how long it lasts
 */
record Scenario(Trouble trouble, double fraction, int hours) {

  String name() {
    return trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (fraction == 1 ? "" : String.format(Locale.ROOT, " %.0f %%", 100 * fraction));
  }

  /** All of them. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    add(all, Trouble.REFUSED, 24, .05, .2, .5, 1);
    add(all, Trouble.DEFERRED, 24, .2, .5, 1);
    add(all, Trouble.MASKED, 24, .2, .5, 1);
    add(all, Trouble.RAMP, 24, .8);
    add(all, Trouble.RETURNED, 24, .2, .5, 1);
    add(all, Trouble.LISTED, 24, 1);
    add(all, Trouble.DOMAIN_REFUSED, 24, 1);
    add(all, Trouble.NETWORK_REFUSED, 24, 1);
    add(all, Trouble.CLEAN, 24, 1);
    add(all, Trouble.BAD_LIST, 24, .1, .2, .4);
    add(all, Trouble.FULL_MAILBOXES, 24, .08, .25);
    add(all, Trouble.SYSTEM_OUTAGE, 6, .3, 1);
    add(all, Trouble.DIRECTORY_OUTAGE, 6, .3, 1);
    add(all, Trouble.DRIFT, 240, 1);
    add(all, Trouble.FORM_ABUSE, 24, 1);
    add(all, Trouble.STALE_LIST, 24, .02, .05, .1);
    add(all, Trouble.BAD_CONTENT, 24, 1);
    add(all, Trouble.RATE_LIMITED, 2, .5);
    add(all, Trouble.MISREAD, 24, .05);
    add(all, Trouble.NEW_ADDRESS, 24, 1);
    add(all, Trouble.MORE_VOLUME, 24, 1);
    add(all, Trouble.LESS_VOLUME, 24, 1);
    return all;
  }

  private static void add(List<Scenario> all, Trouble trouble, int hours, double... fractions) {
    for (double fraction : fractions) {
      all.add(new Scenario(trouble, fraction, hours));
    }
  }
}
