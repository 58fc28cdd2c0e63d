package dev.todoku.message;

import org.jspecify.annotations.Nullable;

/** Two accounts of one text, as one. */
final class Texts {
  private Texts() {}

  /** The one that is known; the greater where two differ, so that the order does not matter. */
  static @Nullable String greater(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }
}
