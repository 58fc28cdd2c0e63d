package dev.todoku.intake;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogEvents;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.MessageAssembler;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.schema.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The log that the lines of one key are of.
 *
 * @param host the server that writes it, null when only lines say that
 */
public record LogSource(
    LogFormat format,
    @Nullable String host,
    LineParser parser,
    MessageAssembler assembler,
    ReportedReasons reasons,
    LogEvents events) {

  /** Why a message failed; null for what is no failure. */
  @Nullable Reason reasonOf(Reported report) {
    return reasons.of(report, format::reasonOf).map(ReportedReasons.Found::reason).orElse(null);
  }

  /** The server that wrote a line. */
  String hostOf(@Nullable String ofLine) {
    String named = ofLine == null ? host : ofLine;
    return named == null ? "localhost" : named;
  }
}
