package dev.todoku.topology;

/** The format of all state and internal topics together. */
public final class StateFormat {
  /**
   * To be raised with each change after which a binary form that was written before is not read, or
   * one that is written now is not read by the version before: instances of both must not meet.
   */
  public static final int VERSION = 7;

  private StateFormat() {}
}
