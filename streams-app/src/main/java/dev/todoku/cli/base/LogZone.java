package dev.todoku.cli.base;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The time zone of logs that do not name it, as {@code --zone} gives it. */
public final class LogZone {
  /** What the zone is called in the configuration of the pipeline. */
  public static final String KEY = "intake.postfix.zone";

  private LogZone() {}

  /**
   * Reads it.
   *
   * @param zone what was given, null for nothing
   * @param otherwise the zone where nothing was given
   * @throws WrongUsage when it is no zone
   */
  public static ZoneId of(@Nullable String zone, ZoneId otherwise, CommandSpec spec) {
    try {
      return zone == null ? otherwise : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new WrongUsage(spec, "log.zone", zone);
    }
  }
}
