package dev.todoku.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.collect.file.LogNames;
import dev.todoku.intake.postfix.PostfixStamps;
import dev.todoku.intake.postfix.PostfixStamps.Stamp;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Postfix logs, keyed by the host that wrote them. A line that names no time or host has
 * those of the line before; at first the time of the first line that names one, and the log's name.
 */
final class PostfixLineFormat implements LineFormat {
  /** A date so near to that of the line before is of the same year. */
  private static final long NEAR_MS = Duration.ofDays(1).toMillis();

  private final PostfixStamps stamps;
  private final CredibleTimes credible;
  private final long reference;
  private final boolean isYearGiven;
  private final long modifiedAt;
  private String lastHost;
  private @Nullable Long lastTime;

  private PostfixLineFormat(
      Input input, @Nullable Integer year, ZoneId zone, CredibleTimes credible) {
    this.stamps = new PostfixStamps(zone);
    this.credible = credible;
    this.reference = LogShape.firstReference(input, year, zone);
    this.isYearGiven = year != null;
    this.modifiedAt = input.modifiedAt();
    this.lastHost = LogNames.logOf(input.fileName());
  }

  /**
   * For the lines of a file.
   *
   * @param year of the first line where lines name none, null for the latest in which no line is
   *     later than the file
   * @param zone of times that name none
   */
  static PostfixLineFormat of(
      Input input, @Nullable Integer year, ZoneId zone, CredibleTimes credible) {
    PostfixLineFormat format = new PostfixLineFormat(input, year, zone, credible);
    if (!input.isStandardInput()) {
      format.lastTime =
          LogShape.head(input).stream()
              .map(format::stamp)
              .filter(Objects::nonNull)
              .map(Stamp::time)
              .filter(time -> credible.objection(time).isEmpty())
              .findFirst()
              .orElse(null);
    }
    return format;
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    Stamp stamp = stamp(new String(line, UTF_8));
    if (stamp != null) {
      Optional<String> objection = credible.objection(stamp.time());
      if (objection.isPresent()) {
        return new ReplayItem.Skipped(lastTime(), place, objection.get());
      }
      lastHost = stamp.host() == null ? lastHost : stamp.host();
      lastTime = stamp.time();
    }
    return lastTime == null
        ? new ReplayItem.Skipped(
            lastTime(), place, "names no time that is known, and neither does a line before it")
        : ReplayItem.Entry.of(
            Topics.RAW_POSTFIX.name(), lastHost.getBytes(UTF_8), line, lastTime, place);
  }

  private @Nullable Stamp stamp(String line) {
    if (lastTime == null) {
      return stamps.read(line, reference);
    }
    Stamp near = stamps.read(line, lastTime + LogShape.AHEAD_MS);
    boolean isSure = near == null || isYearGiven || Math.abs(near.time() - lastTime) < NEAR_MS;
    return isSure ? near : stamps.read(line, reference);
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public long lastTime() {
    return lastTime == null ? modifiedAt : lastTime;
  }
}
