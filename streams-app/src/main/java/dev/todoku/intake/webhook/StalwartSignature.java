package dev.todoku.intake.webhook;

import dev.todoku.binary.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Stalwart: HMAC-SHA256 over the body. No time is signed. */
public final class StalwartSignature implements Verifier {
  private final byte[] key;

  public StalwartSignature(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> given = request.header("x-signature");
    if (given.isEmpty()) {
      return Optional.of("is not signed");
    }
    byte[] mac = Hmac.sha256(key, request.body());
    return Secrets.isSame(given.get().strip(), Base64.getEncoder().encodeToString(mac))
        ? Optional.empty()
        : Optional.of("has a signature that is not that of the key");
  }
}
