package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.ReportedKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record type of a sender reports.
 *
 * @param permanent as in {@link dev.todoku.intake.sender.Reported}
 */
public record RecordKind(ReportedKind kind, Optional<Boolean> permanent) {

  public static final RecordKind NONE = new RecordKind(ReportedKind.NONE, Optional.empty());
  public static final RecordKind DROPPED = new RecordKind(ReportedKind.DROPPED, Optional.empty());

  /** A record of {@code kind} of which nothing else is stated. */
  public static RecordKind of(ReportedKind kind) {
    return new RecordKind(kind, Optional.empty());
  }

  /** A final failure; {@code permanent} as in {@link dev.todoku.intake.sender.Reported}. */
  public static RecordKind bounced(@Nullable Boolean permanent) {
    return new RecordKind(ReportedKind.BOUNCED, Optional.ofNullable(permanent));
  }

  /** A failure by its reply code: 5xx is permanent, 4xx is not, all else is not stated. */
  public static RecordKind bouncedBy(Optional<Integer> code) {
    return new RecordKind(
        ReportedKind.BOUNCED,
        code.filter(value -> value >= 400 && value <= 599).map(value -> value >= 500));
  }
}
