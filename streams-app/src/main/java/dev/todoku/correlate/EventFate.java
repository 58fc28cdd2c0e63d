package dev.todoku.correlate;

import java.util.Locale;

/** What becomes of an event when it comes. Every event has one of these, and is counted by it. */
enum EventFate {
  /** It belongs to a message that is known, or begins one. */
  JOINED,
  /** It waits for its message, or for the deferral before it. */
  WAITING,
  /** It is days ahead of the slowest input, and held back until that has come near. */
  HELD_BACK,
  /** It names no Message-ID: its message is looked for by its recipient. */
  LOOKED_UP,
  /** It came after the join window, and is a dead letter or unmatched. */
  TOO_LATE,
  /** It says nothing of the outcome: a notice that a log mentions, an answer to unknown mail. */
  IGNORED;

  /** The value of a metric's label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
