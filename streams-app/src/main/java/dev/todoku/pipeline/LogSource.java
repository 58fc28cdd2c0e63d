package dev.todoku.pipeline;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogEvents;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.MessageAssembler;
import dev.todoku.intake.sender.ReportReasons;

/**
 * The log that the lines of one key are of.
 *
 * @param host the server that writes it, null when only lines say that
 */
record LogSource(
    LogFormat format,
    String host,
    LineParser parser,
    MessageAssembler assembler,
    ReportReasons reasons,
    LogEvents events) {

  /** The server that wrote a line. */
  String hostOf(String ofLine) {
    String named = ofLine == null ? host : ofLine;
    return named == null ? "localhost" : named;
  }
}
