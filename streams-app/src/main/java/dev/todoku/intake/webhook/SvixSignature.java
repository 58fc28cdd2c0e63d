package dev.todoku.intake.webhook;

import dev.todoku.binary.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Svix, as Resend has it: HMAC-SHA256 over id, timestamp and body; several while keys rotate. */
public final class SvixSignature implements Verifier {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String VERSION = "v1,";
  private static final String PREFIX = "whsec_";

  private final byte[] key;

  /** {@code secret}: as the service shows it, {@code whsec_…}. */
  public SvixSignature(String secret) {
    String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    key =
        Secrets.base64(base64)
            .filter(bytes -> bytes.length > 0)
            .orElseThrow(() -> new IllegalArgumentException("is no whsec_ secret"));
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> id = request.header("svix-id");
    Optional<String> timestamp = request.header("svix-timestamp");
    Optional<String> signatures = request.header("svix-signature");
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return Optional.of("is not signed");
    }
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id.get() + '.' + timestamp.get() + '.').getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(request.body());
    byte[] mac = Hmac.sha256(key, signed.toByteArray());
    String wanted = VERSION + Base64.getEncoder().encodeToString(mac);
    boolean isSigned =
        Arrays.stream(signatures.get().split("\\s+"))
            .anyMatch(given -> Secrets.isSame(given, wanted));
    if (!isSigned) {
      return Optional.of("has a signature that is not that of the key");
    }
    return ReplayWindow.contains(timestamp.get(), request.now(), WINDOW, WINDOW)
        ? Optional.empty()
        : Optional.of("has a timestamp that is more than " + WINDOW.toMinutes() + " min off");
  }
}
