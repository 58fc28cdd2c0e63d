package dev.todoku.bench.detection;

import dev.todoku.schema.Cause;
import java.util.List;
import java.util.Set;

/**
 * What came of one stream.
 *
 * @param isDetected whether a block was called within the episode
 * @param delayMinutes from the begin of the episode to the first alert of a block, -1 without one
 * @param overBound the delay in trials over what nothing can beat by much; 0 without an alert
 * @param causes all that was told of the stream in the episode
 * @param falseAlarms blocks that were called outside of the episode, merged within six hours
 * @param cleanMinutes minutes outside of the episode
 * @param rivalHits numbers of the rivals that fired within the episode
 * @param rivalFalse how often each rival fired outside of it, merged within six hours
 */
record Found(
    Scenario scenario,
    double perHour,
    boolean isDetected,
    double delayMinutes,
    double overBound,
    Set<Cause> causes,
    int falseAlarms,
    long cleanMinutes,
    Set<Integer> rivalHits,
    List<Integer> rivalFalse) {}
