package dev.todoku.incident;

/** Fails where an alert breaks an invariant. */
final class Strict {
  static final AlertInvariant.Handler HANDLER =
      (invariant, alert) -> {
        throw new AssertionError(invariant + " is broken by " + alert);
      };

  private Strict() {}
}
