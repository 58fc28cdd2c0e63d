package dev.todoku.cli.parse;

import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.hop.QueueRecord;
import dev.todoku.intake.postfix.LineCounts;
import dev.todoku.intake.postfix.Parsed;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.postfix.QueueLine;
import dev.todoku.intake.postfix.QueueRecordCollector;
import dev.todoku.schema.Rejection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Postfix log in a file.
 *
 * @param name how the file is called in messages
 * @param entries the queue entries that its lines describe
 * @param rejections mail that was refused before it had a queue id
 * @param counts what became of its lines
 */
record PostfixLog(
    String name, List<QueueRecord> entries, List<Rejection> rejections, LineCounts counts) {
  private static final int HEAD = 8 * 1024;
  private static final int LINES_TO_JUDGE_BY = 5;

  /** Whether a file is a log and no message: by its first lines. */
  static boolean isLog(Input input, PostfixParser parser) {
    if (input.isStandardInput()) {
      return false;
    }
    try (InputStream in = input.open(new ByteCounter())) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.lines()
          .filter(line -> !line.isBlank())
          .limit(LINES_TO_JUDGE_BY)
          .anyMatch(
              line ->
                  !(parser.parse(line, System.currentTimeMillis()) instanceof Parsed.Unreadable)
                      || (line.contains("to=<") && line.contains("status=")));
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a log.
   *
   * @param year year of its first line, null for the latest in which that is not after the file
   * @param zone zone of times that name none
   */
  static PostfixLog read(
      Input input,
      ByteCounter counter,
      PostfixParser parser,
      ReplyClassifier classifier,
      @Nullable Integer year,
      ZoneId zone) {
    QueueRecordCollector collector = new QueueRecordCollector(classifier);
    List<Rejection> rejections = new ArrayList<>();
    LineCounts counts = new LineCounts();
    long reference = LogShape.firstReference(input, year, zone);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(input.open(counter), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Parsed parsed = parser.parse(line, reference + LogShape.AHEAD_MS);
        counts.add(++number, line, parsed);
        if (parsed instanceof QueueLine queueLine) {
          collector.add(queueLine);
          reference = queueLine.time();
        } else if (parsed instanceof Parsed.RejectLine reject) {
          rejections.add(reject.rejection());
          reference = reject.rejection().time();
        } else if (parsed instanceof Parsed.Ignored ignored && !line.isBlank()) {
          reference = ignored.time();
        }
      }
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
    return new PostfixLog(input.name(), collector.entries(), List.copyOf(rejections), counts);
  }
}
