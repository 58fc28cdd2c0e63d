package dev.todoku.binary;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes of texts that are signed once: HMAC (RFC 2104). */
public final class Hmac {
  private static final String SHA_256 = "HmacSHA256";

  private Hmac() {}

  /** HMAC-SHA-256. */
  public static byte[] sha256(byte[] key, byte[] text) {
    return of(SHA_256, key, text);
  }

  /** HMAC-SHA-256 of a text in UTF-8. */
  public static byte[] sha256(byte[] key, String text) {
    return sha256(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The hash by any algorithm.
   *
   * @param algorithm as Java calls it, such as {@code HmacSHA1}
   * @throws IllegalStateException when this Java does not have it
   */
  public static byte[] of(String algorithm, byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
