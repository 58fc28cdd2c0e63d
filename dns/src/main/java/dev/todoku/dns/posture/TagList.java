package dev.todoku.dns.posture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code v=DKIM1; p=…}: how DKIM and DMARC write their records (RFC 6376 section 3.2). */
record TagList(Map<String, String> tags) {
  private static final Pattern TAG = Pattern.compile("\\s*([A-Za-z]\\w*)\\s*=\\s*([^;]*?)\\s*");

  TagList {
    tags = Map.copyOf(tags);
  }

  /** Empty when the text is no such list, or names a tag twice. */
  static Optional<TagList> parse(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      Matcher tag = TAG.matcher(part);
      if (part.isBlank()) {
        continue;
      }
      if (!tag.matches() || tags.put(tag.group(1).toLowerCase(Locale.ROOT), tag.group(2)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new TagList(tags));
  }

  boolean has(String tag) {
    return tags.containsKey(tag);
  }

  String get(String tag, String fallback) {
    return tags.getOrDefault(tag, fallback);
  }
}
