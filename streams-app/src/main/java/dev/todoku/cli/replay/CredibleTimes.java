package dev.todoku.cli.replay;

import dev.todoku.config.TodokuConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * When mail can have been: one record from another time would take the clock of all others along.
 *
 * @param latest milliseconds since 1970
 */
record CredibleTimes(long latest) {
  /** 2000-01-01T00:00Z, the earliest time of an event. */
  private static final long EARLIEST = 946_684_800_000L;

  /** As far ahead of {@code now}, milliseconds since 1970, as the pipeline takes events. */
  static CredibleTimes until(long now, TodokuConfig config) {
    return new CredibleTimes(now + config.eventTimeAheadMax().toMillis());
  }

  /** Why something cannot be of {@code time}, in words that follow its place; empty when it can. */
  Optional<String> objection(long time) {
    if (time > latest) {
      return Optional.of("is of " + Instant.ofEpochMilli(time) + ", which has not come yet");
    }
    return time < EARLIEST
        ? Optional.of("is of " + Instant.ofEpochMilli(time) + ", before all mail that is read")
        : Optional.empty();
  }

  /** The item, or the same skipped when it cannot be of its time. */
  ReplayItem checked(ReplayItem item) {
    return objection(item.time())
        .<ReplayItem>map(why -> new ReplayItem.Skipped(latest, item.place(), why))
        .orElse(item);
  }
}
