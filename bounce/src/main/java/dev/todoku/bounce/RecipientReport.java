package dev.todoku.bounce;

import dev.todoku.schema.SmtpReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of one recipient.
 *
 * @param recipient the address it speaks of, null for a complaint that hides it
 * @param originalRecipient the address that the message was sent to; null when the same or unknown
 * @param action what became of the message
 * @param reply what the refusing server said, {@link SmtpReply#UNKNOWN} when it is not given
 * @param remoteHost the server that said it, null when unknown
 * @param time when that was, milliseconds since 1970
 * @param diagnosis what it means
 */
public record RecipientReport(
    @Nullable String recipient,
    @Nullable String originalRecipient,
    Action action,
    SmtpReply reply,
    @Nullable String remoteHost,
    long time,
    BounceDiagnosis diagnosis) {

  /** The address it speaks of, which only a complaint hides. */
  String knownRecipient() {
    return Objects.requireNonNull(recipient);
  }
}
