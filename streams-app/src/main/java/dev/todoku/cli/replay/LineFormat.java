package dev.todoku.cli.replay;

/** Makes items of lines. Remembers what earlier lines of the file said of time and host. */
interface LineFormat {

  /**
   * The item that a line is.
   *
   * @param place where it stands
   */
  ReplayItem read(byte[] line, String place);

  /** The time that the line before had. */
  long lastTime();
}
