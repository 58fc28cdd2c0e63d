package dev.todoku.cli.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a replay did. */
final class ReplayReport {
  /** So many places are named; the rest is counted. */
  private static final int NAMED = 10;

  private static final double MILLIS_PER_SECOND = 1000;

  private final Map<String, Long> records = new TreeMap<>();
  private final List<String> skippedPlaces = new ArrayList<>();
  private long written;
  private long skipped;

  void count(ReplayItem.Entry entry) {
    written++;
    records.merge(entry.toWrite().topic(), 1L, Long::sum);
  }

  void count(ReplayItem.Skipped item) {
    skipped++;
    if (skippedPlaces.size() < NAMED) {
      skippedPlaces.add(item.place() + ' ' + item.why());
    }
  }

  /** Records that were written. */
  long written() {
    return written;
  }

  /** Lines or messages that could not be written. */
  long skipped() {
    return skipped;
  }

  /** What could not be written and why, ten at most. */
  List<String> skippedPlaces() {
    return List.copyOf(skippedPlaces);
  }

  /** One line for a person. */
  String summary(int files, long millis) {
    String topics =
        records.entrySet().stream()
            .map(topic -> String.format(Locale.ROOT, "%s %,d", topic.getKey(), topic.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%,d records of %d %s in %.1f s (%,.0f/s)%s%s",
        written(),
        files,
        files == 1 ? "file" : "files",
        millis / MILLIS_PER_SECOND,
        written() * MILLIS_PER_SECOND / Math.max(1, millis),
        topics.isEmpty() ? "" : ": " + topics,
        skipped == 0 ? "" : String.format(Locale.ROOT, "; %,d skipped", skipped));
  }

  /** The same for a program. */
  Map<String, Object> json(int files, long millis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", files);
    json.put("written", written());
    json.put("topics", records);
    json.put("skipped", skipped);
    json.put("skippedPlaces", skippedPlaces);
    json.put("milliseconds", millis);
    return json;
  }
}
