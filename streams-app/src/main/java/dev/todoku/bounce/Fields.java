package dev.todoku.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * A block of header fields (RFC 5322 section 2.2), also those of a delivery status (RFC 3464
 * section 2.1).
 */
final class Fields {
  static final Fields NONE = new Fields();

  /** Far above genuine mail, far below what hurts. */
  static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxLineLen(100_000)
          .setMaxHeaderLen(100_000)
          .setMaxHeaderCount(2_000)
          .build();

  private static final int MAX_FIELDS = 2_000;
  private static final int LONGEST_NAME = 60;
  private static final String RECIPIENT = "Final-Recipient:";

  private final Map<String, List<CharSequence>> values = new HashMap<>();

  /** The fields at the beginning of {@code text}, up to the first empty line after them. */
  static Fields of(String text) {
    List<Fields> blocks = blocks(text, 1);
    return blocks.isEmpty() ? NONE : blocks.get(0);
  }

  /** The blocks of fields in {@code text}, which empty lines separate. */
  static List<Fields> blocks(String text) {
    return blocks(text, MAX_FIELDS);
  }

  private static List<Fields> blocks(String text, int most) {
    List<Fields> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    int from = 0;
    while (from < text.length() && blocks.size() < most) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      from = end < 0 ? text.length() : end + 1;
      if (!line.isBlank() && !beginsAnother(line, block)) {
        block.add(line);
      } else if (!block.isEmpty()) {
        blocks.add(ofLines(block));
        block = new ArrayList<>();
        if (!line.isBlank()) {
          block.add(line);
        }
      }
    }
    if (!block.isEmpty() && blocks.size() < most) {
      blocks.add(ofLines(block));
    }
    return blocks;
  }

  /** Some servers write the recipients of a delivery status without an empty line between them. */
  private static boolean beginsAnother(String line, List<String> block) {
    return line.regionMatches(true, 0, RECIPIENT, 0, RECIPIENT.length())
        && block.stream().anyMatch(l -> l.regionMatches(true, 0, RECIPIENT, 0, RECIPIENT.length()));
  }

  /** The fields in {@code lines}; lines that belong to none are left out. */
  static Fields ofLines(List<String> lines) {
    Fields fields = new Fields();
    String name = null;
    StringBuilder value = new StringBuilder();
    int count = 0;
    for (String line : lines) {
      int colon = nameEnd(line);
      if (colon > 0 && count++ < MAX_FIELDS) {
        fields.put(name, value);
        name = line.substring(0, colon).strip();
        value = new StringBuilder(line.substring(colon + 1));
      } else if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
        value.append(' ').append(line);
      }
    }
    fields.put(name, value);
    return fields;
  }

  /** Where the name of a field ends in {@code line}; 0 when it begins none. */
  static int nameEnd(String line) {
    int limit = Math.min(line.length(), LONGEST_NAME);
    for (int i = 0; i < limit; i++) {
      char c = line.charAt(i);
      if (c == ':') {
        return i;
      }
      if (!(c == '-' || c == '_' || Character.isLetterOrDigit(c))) {
        return c == ' ' && i > 0 && i + 1 < limit && line.charAt(i + 1) == ':' ? i + 1 : 0;
      }
    }
    return 0;
  }

  private void put(String name, CharSequence value) {
    if (name != null) {
      values.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(2)).add(value);
    }
  }

  void add(Field field) {
    ByteSequence raw = field.getRaw();
    if (raw == null) {
      put(field.getName(), field.getBody() == null ? "" : field.getBody());
      return;
    }
    // mime4j's own text of a field takes UTF-8 (RFC 6532) for Latin-1.
    String line = new String(raw.toByteArray(), StandardCharsets.UTF_8);
    put(field.getName(), line.substring(line.indexOf(':') + 1));
  }

  /** Every value of the field, unfolded when asked for: most fields never are. */
  List<String> all(String name) {
    return raw(name).stream().map(Lines::unfolded).toList();
  }

  private List<CharSequence> raw(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The first value of the field, unfolded; empty when there is none. */
  String first(String name) {
    List<CharSequence> all = raw(name);
    return all.isEmpty() ? "" : Lines.unfolded(all.get(0));
  }

  boolean has(String name) {
    return !raw(name).isEmpty();
  }

  /** Whether this is the header of a message that a server has passed on. */
  boolean isOfMessage() {
    return has("Received") || has("Return-Path") || (has("Message-ID") && has("From"));
  }
}
