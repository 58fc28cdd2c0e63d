package dev.todoku.cli.collect;

import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which logs are read, and as what.
 *
 * @param names files and patterns
 * @param zone of lines that name none
 * @param format null to find it by the shape of the lines; Postfix's logs have none
 */
public record ChosenLogs(List<String> names, ZoneId zone, @Nullable LogFormat format) {
  static final ChosenLogs NONE = new ChosenLogs(List.of(), ZoneOffset.UTC, null);
}
