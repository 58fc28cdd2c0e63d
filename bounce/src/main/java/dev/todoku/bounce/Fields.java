package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.Arrays;
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

  // Where a field stands in the text; each has four numbers.
  private static final int NAME = 0;
  private static final int NAME_END = 1;
  private static final int VALUE = 2;
  private static final int END = 3;
  private static final int NUMBERS = 4;

  private static final int NOWHERE = -1;

  private final String text;

  /** The numbers of one field after the other. */
  private int[] places = new int[8 * NUMBERS];

  /** How many numbers there are. */
  private int length;

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

  /** The fields between {@code from} and {@code to}; lines that belong to none are left out. */
  static Fields of(String text, int from, int to) {
    Fields fields = new Fields(text);
    boolean isOpen = false;
    for (int at = from; at < to; ) {
      int end = Lines.end(text, at, to);
      int colon = fields.length < MAX_FIELDS * NUMBERS ? nameEnd(text, at, end) : 0;
      if (colon > 0) {
        fields.add(at, colon, end);
        isOpen = true;
      } else if (isOpen && at < end && Character.isWhitespace(text.charAt(at))) {
        fields.places[fields.length - NUMBERS + END] = end;
      } else {
        isOpen = false;
      }
      at = end + 1;
    }
    return fields;
  }

  private void add(int name, int colon, int end) {
    if (length == places.length) {
      places = Arrays.copyOf(places, 2 * length);
    }
    places[length + NAME] = name;
    places[length + NAME_END] = withoutBlank(text, colon);
    places[length + VALUE] = colon + 1;
    places[length + END] = end;
    length += NUMBERS;
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

  /** US-ASCII only (RFC 5322 section 3.6.8): a label in Japanese is no field. */
  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** Every value of the field, unfolded. */
  List<String> all(String name) {
    List<String> values = List.of();
    for (int place = find(name, 0); place != NOWHERE; place = find(name, place + NUMBERS)) {
      values = values.isEmpty() ? new ArrayList<>(2) : values;
      values.add(value(place));
    }
    return values;
  }

  /** Every value of the field that stands before the first {@code mark}, unfolded. */
  List<String> allBefore(String name, String mark) {
    int end = find(mark, 0);
    List<String> values = new ArrayList<>();
    for (int place = find(name, 0);
        place != NOWHERE && (end == NOWHERE || place < end);
        place = find(name, place + NUMBERS)) {
      values.add(value(place));
    }
    return values;
  }

  /** The first value of the field, unfolded; empty when there is none. */
  String first(String name) {
    int place = find(name, 0);
    return place == NOWHERE ? "" : value(place);
  }

  boolean has(String name) {
    return find(name, 0) != NOWHERE;
  }

  /** The place of the next field that is called {@code name}, not before {@code from}. */
  private int find(String name, int from) {
    for (int place = from; place < length; place += NUMBERS) {
      if (places[place + NAME_END] - places[place + NAME] == name.length()
          && text.regionMatches(true, places[place + NAME], name, 0, name.length())) {
        return place;
      }
    }
    return NOWHERE;
  }

  private String value(int place) {
    return Lines.unfolded(text, places[place + VALUE], places[place + END]);
  }

  /** Whether this is the header of a message that a server has passed on. */
  boolean isOfMessage() {
    return has("Received") || has("Return-Path") || (has("Message-ID") && has("From"));
  }
}
