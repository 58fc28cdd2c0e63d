package dev.todoku.cli.replay;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.intake.LogFormats;
import dev.todoku.schema.Address;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens files as what they are.
 *
 * @param topic topic that was asked for, null to decide by the file
 * @param year year of the first line of logs that name none; null to decide by the file
 * @param zone zone of log lines that name none
 * @param addresses normal form of keys
 * @param limits what the topics take
 * @param counter counts what is read
 * @param credible when records can be of
 */
record ReplaySources(
    @Nullable String topic,
    @Nullable Integer year,
    ZoneId zone,
    Address addresses,
    RecordLimits limits,
    ByteCounter counter,
    CredibleTimes credible) {
  /**
   * Opens a file; empty when it was not named and cannot be known what it is.
   *
   * @throws Failure when it was named and is nothing that can be replayed
   */
  Optional<ReplaySource> open(Input input) {
    try {
      return topic == null ? openByKind(input) : Optional.of(openFor(input, topic));
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }

  private ReplaySource openFor(Input input, String name) throws IOException {
    if (name.equals(Topics.RAW_POSTFIX.name())) {
      return lines(input, name, () -> PostfixLineFormat.of(input, year, zone, credible));
    }
    if (name.equals(Topics.RAW_LOGS.name())) {
      var log = LogShape.of(input).orElseThrow(() -> noServerLog(input));
      return lines(input, name, () -> ServerLogFormat.of(input, log, year, zone, credible));
    }
    if (name.equals(Topics.RAW_BOUNCES.name())) {
      return MessageSource.open(input, limits.largestValue(name), counter, credible);
    }
    Topic<?, ?> events = EventFormat.topic(name).orElseThrow();
    return lines(input, name, () -> new EventFormat(events, addresses, input.modifiedAt()));
  }

  private Optional<ReplaySource> openByKind(Input input) throws IOException {
    List<String> head = input.isStandardInput() ? List.of() : LogShape.head(input);
    if (LogShape.of(head).isPresent()) {
      return Optional.of(openFor(input, Topics.RAW_LOGS.name()));
    }
    Optional<InputKind> kind =
        input.isStandardInput() ? Optional.of(InputKind.LOG) : InputKind.of(input.path(), head);
    if (kind.equals(Optional.of(InputKind.LOG))) {
      return Optional.of(openFor(input, Topics.RAW_POSTFIX.name()));
    }
    if (kind.equals(Optional.of(InputKind.MESSAGE))) {
      return Optional.of(openFor(input, Topics.RAW_BOUNCES.name()));
    }
    if (input.wasNamed()) {
      throw Failure.of(whyNot(kind), input.name());
    }
    return Optional.empty();
  }

  /** Whether a file holds events, of topics that they name or their file does. */
  boolean isEvents(Input input) {
    if (input.isStandardInput()) {
      return false;
    }
    List<String> head = LogShape.head(input);
    return LogShape.of(head).isEmpty()
        && InputKind.of(input.path(), head).equals(Optional.of(InputKind.EVENTS));
  }

  /** A file of lines that fit into any topic. */
  LineSource lines(Input input, Supplier<LineFormat> formats, ByteCounter counts)
      throws IOException {
    return LineSource.open(input, formats, limits.largestValue(Topics.DEAD_LETTERS.name()), counts);
  }

  private static Failure noServerLog(Input input) {
    return Failure.of("replay.noLog", input.name(), LogFormats.names());
  }

  private static String whyNot(Optional<InputKind> kind) {
    if (kind.isEmpty()) {
      return "replay.unknown";
    }
    return kind.get() == InputKind.MBOX ? "replay.mbox" : "replay.events";
  }

  private LineSource lines(Input input, String name, Supplier<LineFormat> formats)
      throws IOException {
    return LineSource.open(input, formats, limits.largestValue(name), counter);
  }
}
