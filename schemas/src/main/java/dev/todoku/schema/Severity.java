package dev.todoku.schema;

/** How soon a person should act. */
public enum Severity {
  /** Worth a look today. */
  ADVICE,
  /** Stop sending what causes it until it is understood. */
  PAUSE,
  /** Mail is being lost now. */
  CRITICAL
}
