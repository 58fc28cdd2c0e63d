package dev.todoku.bench.detection;

import dev.todoku.schema.Cause;
import dev.todoku.simulate.Trouble;
import java.util.List;
import java.util.Set;

/**
 * What came of one stream.
 *
 * @param perHour single mails an hour and source IP
 * @param detection the first alert of a block within the episode
 * @param recovery milliseconds from the end of the episode to the end of the last alert of a block;
 *     -1 where none ended
 * @param causes all that was reported of the stream in the episode
 * @param falseAlarms blocks that were called outside of the episode, merged within six hours
 * @param minutesWithin minutes of the episode and its aftermath
 * @param minutesOutside all others
 * @param rivalHits numbers of the rivals that fired within the episode
 * @param rivalFalse how often each rival fired outside of it, merged within six hours
 * @param lostByRule good recipients that were called unknown
 * @param lost of these, those who stay suppressed
 */
record Found(
    Scenario scenario,
    double perHour,
    Detection detection,
    long recovery,
    Set<Cause> causes,
    int falseAlarms,
    long minutesWithin,
    long minutesOutside,
    Set<Integer> rivalHits,
    List<Integer> rivalFalse,
    int lostByRule,
    int lost) {

  /**
   * The first alert of a block.
   *
   * @param delay since the begin of the episode, in milliseconds
   * @param trials since then
   * @param overBound these over what nothing can beat by much
   */
  record Detection(boolean isDetected, long delay, long trials, double overBound) {
    static final Detection NONE = new Detection(false, 0, 0, 0);
  }

  Trouble trouble() {
    return scenario.trouble();
  }

  boolean isDetected() {
    return detection.isDetected();
  }

  /** Whether what was reported is what it was; no block where there was nothing. */
  boolean isRight() {
    Cause cause = trouble().cause();
    boolean isBlockTold = causes.stream().anyMatch(Trouble::isBlock);
    return cause == null
        ? !isBlockTold
        : causes.contains(cause) && (Trouble.isBlock(cause) || !isBlockTold);
  }
}
