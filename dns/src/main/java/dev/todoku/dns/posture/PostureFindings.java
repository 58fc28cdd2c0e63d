package dev.todoku.dns.posture;

import dev.todoku.dns.DnsAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the checks of one request find. */
final class PostureFindings {
  private final FindingBook book;
  private final List<PostureFinding> found = new ArrayList<>();

  PostureFindings(FindingBook book) {
    this.book = book;
  }

  /**
   * Adds a finding.
   *
   * @param values placeholders and what stands for them, in turn
   */
  void add(FindingKind kind, String asked, @Nullable String answered, String... values) {
    Map<String, String> filled = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      filled.put(values[i], values[i + 1]);
    }
    found.add(book.find(kind, asked, answered, filled));
  }

  List<PostureFinding> all() {
    return List.copyOf(found);
  }

  /** An answer for a person: the records, or why there are none. */
  static @Nullable String said(DnsAnswer answer) {
    return switch (answer.status()) {
      case FOUND -> String.join(" | ", answer.values().stream().sorted().toList());
      case NO_DATA -> "no such record";
      case NO_NAME -> "no such name (NXDOMAIN)";
      case FAILED -> answer.problem();
    };
  }
}
