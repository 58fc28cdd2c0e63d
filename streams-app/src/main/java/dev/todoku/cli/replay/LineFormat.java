package dev.todoku.cli.replay;

/** Makes items of lines. Remembers what earlier lines of the file said of time and host. */
interface LineFormat {

  /**
   * The item that a line is.
   *
   * @param place where it stands
   */
  ReplayItem read(byte[] line, String place);

  /** Whether lines stand in the order of time, but for a little, as those of a log do. */
  default boolean goesOn() {
    return false;
  }

  /** The time that the line before had. */
  long lastTime();
}
