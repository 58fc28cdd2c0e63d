package dev.todoku.web;

import dev.todoku.readmodel.JudgedView;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** As of when an answer holds: stands beside every figure and every list of incidents. */
record AsOf(JudgedView judged, BooleanSupplier isComplete) {

  /**
   * Adds what is known of that.
   *
   * <ul>
   *   <li>{@code complete}: false while an instance that has just started is still reading
   *   <li>{@code judgedUntil}: event time up to which everything is judged, 0 while it is not known
   *   <li>{@code behindMs}: how far that is behind the mail that has been written
   *   <li>{@code heldUpBy}: the input that is waited for, null when none is
   * </ul>
   */
  void addTo(Map<String, Object> json) {
    json.put("complete", isComplete.getAsBoolean());
    json.put("judgedUntil", judged.until());
    json.put("behindMs", judged.behindMs());
    json.put("heldUpBy", judged.heldUpBy());
  }
}
