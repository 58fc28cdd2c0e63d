package dev.todoku.intake.webhook;

import dev.todoku.binary.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * HMAC-SHA256 over the body, in hexadecimal in one header, as MailerSend and Mailtrap sign. No time
 * is signed: what is posted again is a duplicate, which counts once.
 */
public final class BodySignature implements Verifier {
  /** Of MailerSend. */
  static final String MAILERSEND = "signature";

  /** Of Mailtrap. */
  static final String MAILTRAP = "mailtrap-signature";

  private final String header;
  private final byte[] key;

  /**
   * A verifier.
   *
   * @param header that has the signature, in lower case
   * @param key the webhook's signing secret, as the service shows it
   */
  public BodySignature(String header, String key) {
    this.header = header;
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> given = request.header(header);
    if (given.isEmpty()) {
      return Optional.of("is not signed");
    }
    String wanted = HexFormat.of().formatHex(Hmac.sha256(key, request.body()));
    return Secrets.isSame(given.get().strip().toLowerCase(Locale.ROOT), wanted)
        ? Optional.empty()
        : Optional.of("has a signature that is not that of the key");
  }
}
