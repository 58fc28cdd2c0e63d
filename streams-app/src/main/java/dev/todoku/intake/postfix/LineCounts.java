package dev.todoku.intake.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many lines of a log were read, ignored or not understood, by program: a log of which nothing
 * is read must be noticed.
 */
public final class LineCounts {
  /** Beyond it programs are counted together: names come from the log. */
  private static final int MOST_PROGRAMS = 64;

  private static final String OTHERS = "others";

  /** More samples of what was not read help nobody. */
  private static final int MOST_SAMPLES = 5;

  private final Map<String, Long> read = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private long unreadable;

  /**
   * A line that was not read.
   *
   * @param number its number in the file, from 1
   * @param reason what was expected where
   */
  public record Sample(long number, String reason, String line) {}

  /** Counts a line. */
  public void add(long number, String line, Parsed parsed) {
    if (parsed instanceof Parsed.Ignored other) {
      count(ignored, other.program());
    } else if (parsed instanceof Parsed.Unreadable damaged) {
      unreadable++;
      if (samples.size() < MOST_SAMPLES) {
        samples.add(new Sample(number, damaged.reason(), line));
      }
    } else {
      count(read, parsed.getClass().getSimpleName());
    }
  }

  /** Counts a line of another server's log that says something of a mail. */
  public void addRead(String program) {
    count(read, program);
  }

  /** Lines that say something of a mail. */
  public long readLines() {
    return read.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Lines that could not be read. */
  public long unreadableLines() {
    return unreadable;
  }

  /** Lines that say nothing of a mail, by the program that wrote them. */
  public Map<String, Long> ignoredByProgram() {
    return Map.copyOf(ignored);
  }

  /** Some of the lines that could not be read. */
  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  private static void count(Map<String, Long> counts, String key) {
    boolean isKnown = counts.containsKey(key) || counts.size() < MOST_PROGRAMS;
    counts.merge(isKnown ? key : OTHERS, 1L, Long::sum);
  }
}
