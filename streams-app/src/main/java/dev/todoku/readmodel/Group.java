package dev.todoku.readmodel;

import java.util.List;

/**
 * Figures of one provider, sender or source IP.
 *
 * @param name of whom
 * @param total all that the view holds, such as the last 24 hours of event time
 * @param hour the last hour of event time
 * @param slots the same in the slots of the view, oldest first; without those in which nothing was
 */
public record Group(String name, Sum total, Sum hour, List<Slot> slots) {

  /**
   * A part of the time.
   *
   * @param time when they begin
   */
  public record Slot(long time, Sum sum) {}
}
