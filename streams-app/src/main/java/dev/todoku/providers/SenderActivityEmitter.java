package dev.todoku.providers;

import dev.todoku.schema.Scope;
import dev.todoku.streams.LruCache;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SenderActivity;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes whose mail is under way, of each sender once in five minutes of event time: what is
 * known of it from outside may have changed since. A record of activity bears the start of its five
 * minutes, which are not over yet; one that comes again says the same.
 */
final class SenderActivityEmitter {
  private static final long EVERY_MS = 5 * OpenMinutes.MINUTE_MS;
  private static final int SENDERS_KEPT = 10_000;

  private final Consumer<SenderActivity> sink;

  /** Start of the latest five minutes that were published. */
  private final LruCache<Scope, Long> latest = new LruCache<>(SENDERS_KEPT);

  SenderActivityEmitter(Consumer<SenderActivity> sink) {
    this.sink = sink;
  }

  /** Takes in the rows of minutes that are over, in their order. */
  void see(List<MinuteRow> rows) {
    for (MinuteRow row : rows) {
      long time = row.minute() + OpenMinutes.MINUTE_MS;
      if (!row.sourceIp().equals(ProviderDelta.UNKNOWN)) {
        see(new Scope(null, row.sourceIp(), null), time);
      }
      if (!row.fromDomain().equals(ProviderDelta.UNKNOWN)) {
        see(new Scope(null, null, row.fromDomain()), time);
      }
    }
  }

  private void see(Scope sender, long time) {
    long slot = Math.floorDiv(time - 1, EVERY_MS) * EVERY_MS;
    if (latest.get(sender, unused -> 0L) != slot) {
      latest.put(sender, slot);
      sink.accept(new SenderActivity(sender, slot));
    }
  }
}
