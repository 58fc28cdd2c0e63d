package dev.todoku.intake.webhook;

import java.security.PublicKey;
import java.util.Optional;

/** Postal: RSA over the body, SHA-256 where the release has it, else SHA-1. No time is signed. */
public final class PostalSignature implements Verifier {
  private final PublicKey key;

  /** {@code key}: the public key of the installation, as {@code postal default-dkim-record} has. */
  public PostalSignature(String key) {
    this.key = Secrets.publicKey("RSA", key);
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> sha256 = request.header("x-postal-signature-256");
    Optional<String> given = sha256.or(() -> request.header("x-postal-signature"));
    if (given.isEmpty()) {
      return Optional.of("is not signed");
    }
    String algorithm = sha256.isPresent() ? "SHA256withRSA" : "SHA1withRSA";
    return Secrets.isSigned(algorithm, key, request.body(), given.get())
        ? Optional.empty()
        : Optional.of("has a signature that is not that of the key");
  }
}
