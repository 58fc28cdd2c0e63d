package dev.todoku.cli.explain;

/** Columns on a terminal, where a Chinese or Japanese character takes two. */
final class Columns {
  /** First code point of the wide scripts: CJK radicals, kana, ideographs. */
  private static final int FIRST_WIDE = 0x2e80;

  /** Half-width forms, which are not wide, begin here … */
  private static final int FIRST_HALF_WIDTH = 0xff61;

  /** … and end here. */
  private static final int LAST_HALF_WIDTH = 0xffdc;

  private Columns() {}

  /** {@code text} followed by blanks up to {@code columns}, by two at least. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(2, columns - width(text)));
  }

  static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return c >= FIRST_WIDE && (c < FIRST_HALF_WIDTH || c > LAST_HALF_WIDTH);
  }
}
