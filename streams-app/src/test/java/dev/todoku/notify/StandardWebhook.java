package dev.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a receiver computes the signature of what it got. */
final class StandardWebhook {
  private StandardWebhook() {}

  static String signature(String secret, String id, String timestamp, String body)
      throws Exception {
    byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] signed = String.join(".", id, timestamp, body).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(mac.doFinal(signed));
  }
}
