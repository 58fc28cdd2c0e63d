package dev.todoku.bench.worlds;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a message.
 *
 * @param time event time, epoch milliseconds
 * @param number 1 for the first
 * @param sentAt when the message was sent, epoch milliseconds
 * @param campaign null for a single mail
 * @param isKnown whether the recipient took mail before
 * @param luck 0 … 1, drawn for the message; the same for all its attempts
 * @param draw 0 … 1, drawn for this attempt
 */
record WorldAttempt(
    SenderRoute route,
    long time,
    int number,
    long sentAt,
    @Nullable String campaign,
    boolean isKnown,
    double luck,
    double draw) {}
