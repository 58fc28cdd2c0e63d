package dev.todoku.intake.postfix;

/** What a collector wraps around a log message. */
sealed interface Framing {

  /** Stands for the host where a frame names none, as logs of containers do. */
  String NO_HOST = "localhost";

  /**
   * A log message and what its frame says of it.
   *
   * @param wholeSeconds whether the clock of the log shows no fractions of a second
   * @param program name of the program, without its process id
   */
  record LogLine(long time, boolean wholeSeconds, String host, String program, String message)
      implements Framing {}

  /** A log line without a program's name, as syslog itself writes them. */
  record Anonymous(long time) implements Framing {}

  /** No frame that is known. */
  record Unframed(String reason) implements Framing {}
}
