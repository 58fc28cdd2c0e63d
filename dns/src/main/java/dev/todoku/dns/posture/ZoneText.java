package dev.todoku.dns.posture;

import java.util.ArrayList;
import java.util.List;

/** Text as zone files want it. */
final class ZoneText {
  /** A string of a TXT record is no longer (RFC 1035 section 3.3). */
  private static final int LONGEST = 255;

  private ZoneText() {}

  /** In quotes, and in several strings where one is too short; readers put them together. */
  static String quoted(String text) {
    List<String> strings = new ArrayList<>();
    for (int from = 0; from < text.length(); from += LONGEST) {
      String part = text.substring(from, Math.min(text.length(), from + LONGEST));
      strings.add('"' + part.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return String.join(" ", strings);
  }
}
