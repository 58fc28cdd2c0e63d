package dev.todoku.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in the cells of a terminal, where a Japanese character takes two and an accent none. Widths
 * follow Unicode Standard Annex 11, with ambiguous characters narrow, as terminals show them by
 * default.
 */
public final class Cells {
  private static final String ELLIPSIS = "…";

  /** Pairs of first and last code point of what is wide or full-width. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe4f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1faff, 0x20000, 0x3fffd
  };

  /** Must not begin a line. */
  private static final String CLOSING = "、。,.)」』】)]}!?!?ーっゃゅょッャュョ:;";

  private Cells() {}

  /** How many cells {@code text} takes. */
  public static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  /** {@code text} in exactly {@code width} cells, to the left, cut when it is longer. */
  public static String left(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - width(cut));
  }

  /** {@code text} in exactly {@code width} cells, to the right, cut when it is longer. */
  public static String right(String text, int width) {
    String cut = cut(text, width);
    return " ".repeat(width - width(cut)) + cut;
  }

  /** {@code text} in at most {@code width} cells. What a terminal would obey becomes a blank. */
  public static String cut(String text, int width) {
    String harmless = harmless(text);
    if (width(harmless) <= width) {
      return harmless;
    }
    StringBuilder cut = new StringBuilder();
    int room = width - 1;
    for (int point : harmless.codePoints().toArray()) {
      room -= width(point);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(point);
    }
    return width < 1 ? "" : cut + ELLIPSIS;
  }

  /** {@code text} in lines of at most {@code width} cells, broken where its script allows it. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = harmless(text).strip();
    while (width(rest) > width) {
      int end = breakBefore(rest, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    if (!rest.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  /** The index of the last possible break within {@code width} cells; at least one character. */
  private static int breakBefore(String text, int width) {
    int best = 0;
    int used = 0;
    int index = 0;
    int previous = ' ';
    while (index < text.length()) {
      int point = text.codePointAt(index);
      if (index > 0 && canBreak(previous, point)) {
        best = index;
      }
      used += width(point);
      if (used > width) {
        break;
      }
      index += Character.charCount(point);
      previous = point;
    }
    return best > 0 ? best : Math.max(index, Character.charCount(text.codePointAt(0)));
  }

  private static boolean canBreak(int before, int after) {
    return CLOSING.indexOf(after) < 0 && (before == ' ' || width(before) == 2 || width(after) == 2);
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (point >= WIDE[i] && point <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }

  private static String harmless(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .map(point -> Character.isISOControl(point) ? ' ' : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
