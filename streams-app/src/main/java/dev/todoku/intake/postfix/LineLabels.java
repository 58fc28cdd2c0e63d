package dev.todoku.intake.postfix;

/** How a line of a Postfix log is counted. */
final class LineLabels {
  private LineLabels() {}

  /** The program that wrote the line, as far as one is counted; else empty. */
  static String program(Parsed line) {
    if (line instanceof QueueLine.AttemptLine attempt) {
      return PostfixPrograms.label(attempt.agent());
    }
    if (line instanceof QueueLine.VerdictLine verdict) {
      return PostfixPrograms.label(verdict.filter());
    }
    return line instanceof Parsed.Ignored other ? PostfixPrograms.label(other.program()) : "";
  }

  /** What becomes of the line: read, ignored or unreadable. */
  static String fate(Parsed line) {
    if (line instanceof Parsed.Unreadable) {
      return "unreadable";
    }
    return line instanceof Parsed.Ignored ? "ignored" : "read";
  }
}
