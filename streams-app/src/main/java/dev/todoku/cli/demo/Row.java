package dev.todoku.cli.demo;

/**
 * A line for the terminal.
 *
 * @param text without control characters
 * @param tone how it is to stand out
 */
record Row(String text, Tone tone) {
  static final Row EMPTY = plain("");

  /** How a line stands out; the number is that of ECMA-48, Select Graphic Rendition. */
  enum Tone {
    PLAIN(0),
    HEADING(1),
    FAINT(2),
    ALARM(31),
    GOOD(32);

    private final int rendition;

    Tone(int rendition) {
      this.rendition = rendition;
    }
  }

  static Row plain(String text) {
    return new Row(text, Tone.PLAIN);
  }

  static Row heading(String text) {
    return new Row(text, Tone.HEADING);
  }

  static Row faint(String text) {
    return new Row(text, Tone.FAINT);
  }

  /** The text with the control sequences of its tone. */
  String coloured() {
    return tone == Tone.PLAIN ? text : "\u001b[" + tone.rendition + "m" + text + "\u001b[0m";
  }
}
