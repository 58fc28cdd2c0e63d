package dev.todoku.readmodel;

import java.util.List;

/**
 * Figures of one provider, sender or source IP.
 *
 * @param name of whom
 * @param day the last 24 hours of event time
 * @param hour the last hour of event time
 * @param slots the day in slots of ten minutes, oldest first; without those in which nothing was
 */
public record Group(String name, Sum day, Sum hour, List<Slot> slots) {

  /**
   * Ten minutes.
   *
   * @param time when they begin
   */
  public record Slot(long time, Sum sum) {}
}
