package dev.todoku.kafka;

import dev.todoku.schema.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A line about an installation that all its instances share: in which format its state is, and with
 * which settings the latest instance was started. It is the metadata of a committed offset of a
 * group without members, so that it needs no topic; brokers forget it a week after the last
 * instance has written it.
 */
public final class InstallationMark {
  private static final String FORMAT = "format";
  private static final TopicPartition PLACE = new TopicPartition(Topics.SENDS.name(), 0);

  private final Admin admin;
  private final String group;

  /** The line of an application. */
  public InstallationMark(Admin admin, String applicationId) {
    this.admin = admin;
    this.group = groupOf(applicationId);
  }

  /** Whose metadata it is. */
  public static String groupOf(String applicationId) {
    return applicationId + "-installation";
  }

  /**
   * What an instance wrote last.
   *
   * @param format of the state, a number that grows
   * @param settings a fingerprint
   */
  public record Line(int format, String settings) {
    private String text() {
      return FORMAT + '=' + format + ' ' + settings;
    }

    private static Optional<Line> parse(String text) {
      if (!text.startsWith(FORMAT + '=') || text.indexOf(' ') < 0) {
        return Optional.empty();
      }
      int end = text.indexOf(' ');
      return Optional.of(
          new Line(
              Integer.parseInt(text.substring(FORMAT.length() + 1, end)), text.substring(end + 1)));
    }
  }

  /** The line; empty when there is none. */
  public Optional<Line> read() {
    return Optional.ofNullable(
            AdminResult.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(PLACE))
        .flatMap(offset -> Line.parse(offset.metadata()));
  }

  /** Writes the line in place of the one before. */
  public void write(Line line) {
    AdminResult.of(
        admin
            .alterConsumerGroupOffsets(group, Map.of(PLACE, new OffsetAndMetadata(0, line.text())))
            .all());
  }

  /**
   * Refuses state that this version cannot read.
   *
   * @throws SetupException when the state is of another format
   */
  public static void checkFormat(Line known, int ours, String applicationId) {
    if (known.format() != ours) {
      throw new SetupException(
          known.format() > ours ? "state.newer" : "state.older",
          applicationId,
          known.format(),
          ours);
    }
  }
}
