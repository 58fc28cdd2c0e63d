package dev.todoku.intake.webhook;

import dev.todoku.binary.Hmac;
import dev.todoku.intake.sender.json.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Mandrill: HMAC-SHA1 over the address as it is configured there, then name and value of each form
 * field in the order of the names. What a proxy makes of the address does not matter.
 */
public final class MandrillSignature implements Verifier {
  private final byte[] key;
  private final String url;

  /**
   * The signature of one webhook.
   *
   * @param url exactly as Mandrill has it, with credentials and query
   */
  public MandrillSignature(String key, String url) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
    this.url = url;
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> given = request.header("x-mandrill-signature");
    if (given.isEmpty()) {
      return Optional.of("is not signed");
    }
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(FormFields.of(request.text()))
        .forEach((name, value) -> signed.append(name).append(value));
    byte[] mac = Hmac.of("HmacSHA1", key, signed.toString().getBytes(StandardCharsets.UTF_8));
    return Secrets.isSame(given.get().strip(), Base64.getEncoder().encodeToString(mac))
        ? Optional.empty()
        : Optional.of("has a signature that is not that of the key and the configured url");
  }
}
