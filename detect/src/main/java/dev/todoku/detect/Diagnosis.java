package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm is.
 *
 * @param cause null while it is not decided, or is not this stream's to report
 * @param confidence how sure
 * @param findings what decided, and what speaks against it
 */
public record Diagnosis(
    @Nullable Cause cause, Confidence confidence, List<Evidence.Indication> findings) {

  /** Not decided yet, or another stream's to report. */
  public static final Diagnosis NONE = new Diagnosis(null, Confidence.LOW, List.of());

  /** Whether there is something to report. */
  public boolean isDecided() {
    return cause != null;
  }
}
