package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one minute says of one stream. It adds up in any order. Not thread-safe. */
public final class StreamMinute {
  /** Name of a source IP or From domain that is not known. */
  public static final String UNKNOWN = "unknown";

  private final Figures total = new Figures();
  private final SortedMap<String, Figures> members = new TreeMap<>();
  private final SortedMap<String, Figures> batches = new TreeMap<>();
  private final SortedMap<Long, Long> returned = new TreeMap<>();
  private final Map<FailureType, List<Evidence.Sample>> samples = new EnumMap<>(FailureType.class);

  /**
   * Adds a part of the minute.
   *
   * @param member what the stream is made of: the From domain where it is of a source IP, the
   *     source IP where it is of a From domain
   * @param figures the part's figures
   * @param ofBatches the same by batch
   * @param failures the latest failures by channel
   */
  public void add(
      String member,
      Figures figures,
      Map<String, Figures> ofBatches,
      Map<FailureType, List<Evidence.Sample>> failures) {
    total.plus(figures);
    members.computeIfAbsent(member, unused -> new Figures()).plus(figures);
    ofBatches.forEach(
        (batch, part) -> batches.computeIfAbsent(batch, unused -> new Figures()).plus(part));
    addSamples(failures);
  }

  /** Adds returned mail, by the hour in which it had been accepted ({@link Cohorts#hourOf}). */
  public void addReturned(Map<Long, Long> byHour) {
    byHour.forEach((hour, count) -> returned.merge(hour, count, Long::sum));
  }

  /** Adds the latest failures by channel. */
  public void addSamples(Map<FailureType, List<Evidence.Sample>> failures) {
    failures.forEach((failureType, latest) -> samples.merge(failureType, latest, Samples::latest));
  }

  public Figures total() {
    return total;
  }

  public SortedMap<String, Figures> members() {
    return members;
  }

  public SortedMap<String, Figures> batches() {
    return batches;
  }

  SortedMap<Long, Long> returned() {
    return returned;
  }

  List<Evidence.Sample> samples(FailureType failureType) {
    return samples.getOrDefault(failureType, List.of());
  }
}
