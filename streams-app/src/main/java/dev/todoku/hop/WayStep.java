package dev.todoku.hop;

/**
 * A step on a message's way.
 *
 * @param host the server that tried
 * @param queueId its queue id there
 */
public record WayStep(String host, String queueId, HopAttempt attempt, ClassifiedHop hop) {}
