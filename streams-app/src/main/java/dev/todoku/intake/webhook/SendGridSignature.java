package dev.todoku.intake.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;

/** SendGrid: ECDSA P-256 with SHA-256 over timestamp and body. It lays down no replay window. */
public final class SendGridSignature implements Verifier {
  private static final String SIGNATURE = "x-twilio-email-event-webhook-signature";
  private static final String TIMESTAMP = "x-twilio-email-event-webhook-timestamp";

  private final PublicKey key;

  /** {@code key}: the verification key that SendGrid shows. */
  public SendGridSignature(String key) {
    this.key = Secrets.publicKey("EC", key);
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> signature = request.header(SIGNATURE);
    Optional<String> timestamp = request.header(TIMESTAMP);
    if (signature.isEmpty() || timestamp.isEmpty()) {
      return Optional.of("is not signed; switch on the signed event webhook");
    }
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(timestamp.get().getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(request.body());
    return Secrets.isSigned("SHA256withECDSA", key, signed.toByteArray(), signature.get())
        ? Optional.empty()
        : Optional.of("has a signature that is not that of the key");
  }
}
