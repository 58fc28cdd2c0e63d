package dev.todoku.pipeline;

import dev.todoku.incident.Sighting;
import dev.todoku.schema.Scope;
import dev.todoku.tally.Tally;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes whose mail is under way, of each sender once in five minutes of event time: what is
 * known of it from outside may have changed since. A sighting bears the start of its five minutes,
 * which are not over yet; one that comes again says the same.
 */
final class Sightings {
  private static final long EVERY_MS = 5 * OpenMinutes.MINUTE_MS;
  private static final int SENDERS_KEPT = 10_000;

  private final Consumer<Sighting> told;

  /** Start of the latest five minutes that were published. */
  private final LruCache<Scope, Long> latest = new LruCache<>(SENDERS_KEPT);

  Sightings(Consumer<Sighting> told) {
    this.told = told;
  }

  /** Takes in the rows of minutes that are over, in their order. */
  void see(List<MinuteRow> rows) {
    for (MinuteRow row : rows) {
      long time = row.minute() + OpenMinutes.MINUTE_MS;
      if (!row.sourceIp().equals(Tally.UNKNOWN)) {
        see(new Scope(null, row.sourceIp(), null), time);
      }
      if (!row.fromDomain().equals(Tally.UNKNOWN)) {
        see(new Scope(null, null, row.fromDomain()), time);
      }
    }
  }

  private void see(Scope sender, long time) {
    long slot = Math.floorDiv(time - 1, EVERY_MS) * EVERY_MS;
    if (latest.get(sender, unused -> 0L) != slot) {
      latest.put(sender, slot);
      told.accept(new Sighting(sender, slot));
    }
  }
}
