package dev.todoku.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The message that a report was matched to.
 *
 * @param messageId in normal form
 * @param recipient in normal form
 * @param provider who runs the recipient's mailbox
 * @param envelopeId ENVID or VERP token, null when unknown
 */
public record ReportedMessage(
    String messageId, String recipient, String provider, @Nullable String envelopeId) {}
