package dev.todoku.wire;

import org.jspecify.annotations.Nullable;

/**
 * A mail that waits in a server's queue for one of its recipients.
 *
 * @param queueId the server's id of the mail
 * @param recipient to whom it has not been delivered yet
 * @param isOnHold whether it stays until somebody releases it
 * @param since when it came into the queue, in milliseconds since 1970
 * @param why what the last attempt met, null when the server does not say or has not tried yet
 */
public record WaitingMail(
    String queueId, String recipient, boolean isOnHold, long since, @Nullable String why) {}
