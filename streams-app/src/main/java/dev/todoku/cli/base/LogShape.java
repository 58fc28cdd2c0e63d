package dev.todoku.cli.base;

import dev.todoku.intake.LogFormats;
import dev.todoku.intake.log.JsonRecords;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.postfix.PostfixStamps;
import dev.todoku.intake.postfix.PostfixStamps.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the log of another server than Postfix by its first lines. */
public final class LogShape {
  private static final int HEAD = 256 * 1024;
  private static final int LINES_TO_JUDGE_BY = 500;

  /**
   * A log goes on: of the two hours that summer time's end makes equal a line is rather in the
   * second than so much before the line above it.
   */
  public static final long AHEAD_MS = 20 * 60_000L;

  /** A log may be a little ahead of the clock of the file system. */
  private static final long SLACK_MS = 24 * 3_600_000L;

  private static final long HALF_A_YEAR_MS = 182 * SLACK_MS;

  /** Field names of a message's header (RFC 5322 section 2.2), and the beginning of an mbox. */
  private static final Pattern MESSAGE = Pattern.compile("(?:[A-Za-z][!-9;-~]{0,75}:|From ).*");

  private LogShape() {}

  /** The format of a file; none for messages, for Postfix's logs and for the standard input. */
  public static Optional<LogFormat> of(Input input) {
    return input.isStandardInput() ? Optional.empty() : of(head(input));
  }

  /** The same by the {@link #head} of a file. */
  public static Optional<LogFormat> of(List<String> lines) {
    boolean isAnother =
        lines.isEmpty() || isMessage(lines.get(0)) || isPartOfBody(lines) || isPostfix(lines);
    return isAnother
        ? Optional.empty()
        : lines.stream().flatMap(line -> LogFormats.of(line).stream()).findFirst();
  }

  /**
   * Whether lines are of Postfix's log: by how they are framed, for what stands in them a stranger
   * may have written.
   */
  public static boolean isPostfix(List<String> lines) {
    PostfixStamps stamps = new PostfixStamps(ZoneOffset.UTC);
    return lines.stream().anyMatch(line -> isPostfix(line, stamps));
  }

  private static boolean isPostfix(String line, PostfixStamps stamps) {
    Stamp stamp = stamps.read(line, System.currentTimeMillis());
    return stamp != null && stamp.isRead() && LogFormats.of(line).isEmpty();
  }

  /** Whether a message or a mailbox begins with a line: grep's file name looks like a field's. */
  private static boolean isMessage(String line) {
    return MESSAGE.matcher(line).matches()
        && LogFormats.of(line).isEmpty()
        && !isPostfix(List.of(line));
  }

  /** Whether it is one JSON value in several lines, or one batch: as it is posted, and no log. */
  private static boolean isPartOfBody(List<String> lines) {
    String first = lines.get(0);
    if (!first.startsWith("{") && !first.startsWith("[")) {
      return false;
    }
    try {
      List<JsonNode> records = JsonRecords.of(first);
      return lines.size() == 1
          && (first.startsWith("[") || records.get(0).path("events").isArray());
    } catch (JacksonException e) {
      return lines.stream().noneMatch(LogShape::isWholeRecord);
    }
  }

  /** A line that is one behind a cut one; within a body an object stands further to the right. */
  private static boolean isWholeRecord(String line) {
    try {
      return line.startsWith("{") && JsonRecords.of(line).get(0).isObject() && line.length() > 2;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** The first lines of a file that are not blank. */
  public static List<String> head(Input input) {
    try (InputStream in = input.open(new ByteCounter())) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.lines().filter(line -> !line.isBlank()).limit(LINES_TO_JUDGE_BY).toList();
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * A date without a year takes the one that puts it nearest to this.
   *
   * @param year of the first line, null for the latest in which that is not after the file
   */
  public static long firstReference(Input input, @Nullable Integer year, ZoneId zone) {
    return year == null
        ? firstReference(input.modifiedAt())
        : LocalDate.of(year, 7, 2).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The same of a file that was last written at {@code modifiedAt}, milliseconds since 1970. */
  public static long firstReference(long modifiedAt) {
    return modifiedAt + SLACK_MS - HALF_A_YEAR_MS;
  }
}
