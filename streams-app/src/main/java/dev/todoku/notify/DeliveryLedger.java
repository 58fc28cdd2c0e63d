package dev.todoku.notify;

import java.time.Instant;
import java.util.Optional;

/** Which target took what, so that a restart repeats nothing. Safe for use by several threads. */
public interface DeliveryLedger {

  /** What a target took last of an incident. */
  Optional<Delivered> last(String target, String incidentId);

  /** Records what a target took. */
  void record(Delivered delivered);

  /** When a target was used first; recorded with the first call. */
  Instant firstUse(String target, Instant now);
}
