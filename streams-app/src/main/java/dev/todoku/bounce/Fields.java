package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;

/**
 * A block of header fields (RFC 5322 section 2.2), also those of a delivery status (RFC 3464
 * section 2.1).
 *
 * <p>Of the dozens of fields that a message has a few are ever asked for, so only their places in
 * the text are noted; a value is taken out and unfolded when somebody wants it.
 */
final class Fields {
  static final Fields NONE = new Fields("");

  private static final int MAX_FIELDS = 2_000;
  private static final int LONGEST_NAME = 60;
  private static final String RECIPIENT = "Final-Recipient:";

  private final String text;
  private final List<Place> places = new ArrayList<>();

  /** Where a field stands: its name, and its value from {@code value} to {@code end}. */
  private record Place(int name, int nameEnd, int value, int end) {}

  private Fields(String text) {
    this.text = text;
  }

  /** The fields in {@code text}; lines that belong to none are left out. */
  static Fields of(String text) {
    return of(text, 0, text.length());
  }

  /** The fields in {@code lines}; those that belong to none are left out. */
  static Fields ofLines(List<String> lines) {
    return of(String.join("\n", lines));
  }

  private static Fields of(String text, int from, int to) {
    Fields fields = new Fields(text);
    Place open = null;
    for (int at = from; at < to; ) {
      int end = Lines.end(text, at, to);
      int colon = fields.places.size() < MAX_FIELDS ? nameEnd(text, at, end) : 0;
      if (colon > 0) {
        fields.add(open);
        open = new Place(at, withoutBlank(text, colon), colon + 1, end);
      } else if (open != null && at < end && Character.isWhitespace(text.charAt(at))) {
        open = new Place(open.name, open.nameEnd, open.value, end);
      } else {
        fields.add(open);
        open = null;
      }
      at = end + 1;
    }
    fields.add(open);
    return fields;
  }

  private void add(Place place) {
    if (place != null) {
      places.add(place);
    }
  }

  private static int withoutBlank(String text, int colon) {
    return text.charAt(colon - 1) == ' ' ? colon - 1 : colon;
  }

  /** The blocks of fields in {@code text}, which empty lines separate. */
  static List<Fields> blocks(String text) {
    List<Fields> blocks = new ArrayList<>();
    int start = 0;
    boolean namesRecipient = false;
    for (int at = 0; at < text.length() && blocks.size() < MAX_FIELDS; ) {
      int end = Lines.end(text, at, text.length());
      boolean isBlank = Lines.isBlank(text, at, end);
      // Some servers write recipients without an empty line between them.
      boolean isRecipient = text.regionMatches(true, at, RECIPIENT, 0, RECIPIENT.length());
      if (isBlank || (isRecipient && namesRecipient)) {
        add(text, start, at, blocks);
        start = isBlank ? end + 1 : at;
        namesRecipient = false;
      }
      namesRecipient |= isRecipient;
      at = end + 1;
    }
    add(text, start, text.length(), blocks);
    return blocks;
  }

  private static void add(String text, int from, int to, List<Fields> blocks) {
    if (from < to && blocks.size() < MAX_FIELDS) {
      blocks.add(of(text, from, to));
    }
  }

  /** The first block of fields in {@code text}. */
  static Fields firstBlock(String text) {
    List<Fields> blocks = blocks(text);
    return blocks.isEmpty() ? NONE : blocks.get(0);
  }

  /** Where the name of a field ends in {@code line}; 0 when it begins none. */
  static int nameEnd(String line) {
    return nameEnd(line, 0, line.length());
  }

  /** Where the name of a field that begins at {@code from} ends; 0 when none begins there. */
  private static int nameEnd(String text, int from, int to) {
    int limit = Math.min(to, from + LONGEST_NAME);
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return i == from ? 0 : i;
      }
      if (!isOfName(c)) {
        return c == ' ' && i > from && i + 1 < limit && text.charAt(i + 1) == ':' ? i + 1 : 0;
      }
    }
    return 0;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || Character.isLetterOrDigit(c);
  }

  /** Every value of the field, unfolded. */
  List<String> all(String name) {
    List<String> values = List.of();
    for (Place place : places) {
      if (is(place, name)) {
        values = values.isEmpty() ? new ArrayList<>(2) : values;
        values.add(value(place));
      }
    }
    return values;
  }

  /** The first value of the field, unfolded; empty when there is none. */
  String first(String name) {
    for (Place place : places) {
      if (is(place, name)) {
        return value(place);
      }
    }
    return "";
  }

  boolean has(String name) {
    for (Place place : places) {
      if (is(place, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(Place place, String name) {
    return place.nameEnd - place.name == name.length()
        && (text.charAt(place.nameEnd - 1) | 0x20) == (name.charAt(name.length() - 1) | 0x20)
        && text.regionMatches(true, place.name, name, 0, name.length());
  }

  private String value(Place place) {
    return Lines.unfolded(text, place.value, place.end);
  }

  /** Whether this is the header of a message that a server has passed on. */
  boolean isOfMessage() {
    return has("Received") || has("Return-Path") || (has("Message-ID") && has("From"));
  }
}
