package dev.todoku.bounce;

/** How sure a diagnosis is. */
public enum DiagnosisConfidence {
  /** The words and the enhanced status say the same, or a rule knows this very reply. */
  CERTAIN,
  /** Words, or a status that servers use for one thing only. */
  LIKELY,
  /** A status or reply code that servers use for many things. */
  GUESS
}
