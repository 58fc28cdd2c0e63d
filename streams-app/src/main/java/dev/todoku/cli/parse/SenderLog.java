package dev.todoku.cli.parse;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.intake.log.Assembled;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.MessageAssembler;
import dev.todoku.intake.log.OpenMessage;
import dev.todoku.intake.postfix.LineCounts;
import dev.todoku.intake.postfix.Parsed;
import dev.todoku.intake.sender.Reported;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log of another mail server than Postfix, in a file. */
final class SenderLog {
  /** A server of any size has fewer messages in its queue at a time. */
  private static final int MOST_OPEN = 200_000;

  private final LogFormat format;
  private final LineParser parser;
  private final MessageAssembler assembler;
  private final LineCounts counts = new LineCounts();
  private final Map<String, OpenMessage> open =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OpenMessage> eldest) {
          return size() > MOST_OPEN;
        }
      };

  private SenderLog(LogFormat format, ZoneId zone) {
    this.format = format;
    this.parser = format.parser(zone);
    this.assembler = MessageAssembler.atOnce(format.isNamedOnArrival());
  }

  /**
   * Reads a log.
   *
   * @param year year of its first line, null for the latest in which that is not after the file
   * @param use takes each report in the order of the lines
   * @return what became of the lines
   */
  static LineCounts read(
      Input input, LogFormat format, @Nullable Integer year, ZoneId zone, Consumer<Reported> use) {
    SenderLog log = new SenderLog(format, zone);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(input.open(new ByteCounter()), StandardCharsets.UTF_8))) {
      long reference = LogShape.firstReference(input, year, zone);
      int index = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LineResult result = log.parser.parse(line, index, reference + LogShape.AHEAD_MS);
        long time = log.accept(line, index, result, use);
        reference = time > 0 ? time : reference;
        index++;
      }
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
    return log.counts;
  }

  /** Returns the time of the line, 0 when it has none. */
  private long accept(String line, int index, LineResult result, Consumer<Reported> use) {
    if (result instanceof LineResult.Read read) {
      counts.addRead(format.name());
      read.entries().forEach(entry -> take(read.host(), entry, use));
      return read.time();
    }
    if (result instanceof LineResult.Ignored ignored) {
      counts.add(index + 1L, line, new Parsed.Ignored(ignored.time(), ignored.program()));
      return ignored.time();
    }
    String reason = ((LineResult.Unreadable) result).reason();
    counts.add(index + 1L, line, new Parsed.Unreadable(reason));
    return 0;
  }

  private void take(@Nullable String host, LogEntry entry, Consumer<Reported> use) {
    String key = host + ' ' + entry.id();
    OpenMessage before = open.getOrDefault(key, OpenMessage.UNKNOWN);
    Assembled assembled = assembler.take(entry.id() == null ? OpenMessage.UNKNOWN : before, entry);
    if (entry.id() != null) {
      open.put(key, assembled.next());
    }
    assembled.reports().forEach(use);
  }
}
