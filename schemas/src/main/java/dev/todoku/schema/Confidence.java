package dev.todoku.schema;

/** How sure a cause is. */
public enum Confidence {
  /** Something speaks against it, or there was nothing to compare with. */
  LOW,
  /** Nothing speaks against it. */
  MEDIUM,
  /** Nothing speaks against it, and chance is out of the question. */
  HIGH
}
