package dev.todoku.incidents;

import dev.todoku.streams.AlertInvariant;

/** Fails where an alert breaks an invariant. */
public final class Strict {
  public static final AlertInvariant.Handler HANDLER =
      (invariant, alert) -> {
        throw new AssertionError(invariant + " is broken by " + alert);
      };

  private Strict() {}
}
