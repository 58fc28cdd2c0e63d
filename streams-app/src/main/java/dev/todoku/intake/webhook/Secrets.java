package dev.todoku.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The few operations of the JDK's cryptography that signatures of services need. */
final class Secrets {
  private Secrets() {}

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Takes as long for one that is nearly right as for any other. */
  static boolean isSame(String given, String wanted) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of base64; empty when it is none. */
  static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * A public key (X.509 SubjectPublicKeyInfo) as base64, with or without PEM lines.
   *
   * @throws IllegalArgumentException when it is none of {@code algorithm}
   */
  static PublicKey publicKey(String algorithm, String written) {
    String base64 = written.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is no public key (base64 of SubjectPublicKeyInfo)", e);
    }
  }

  /** Whether {@code signature} in base64 is that of {@code key} under {@code signed}. */
  static boolean isSigned(String algorithm, PublicKey key, byte[] signed, String signature) {
    Optional<byte[]> bytes = base64(signature);
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(key);
      check.update(signed);
      return check.verify(bytes.get());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
