package dev.todoku.intake.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;

/** A certificate of Amazon SNS that lies here, for machines that may not fetch it. */
final class SnsCertificateFile {
  private SnsCertificateFile() {}

  /** Reads a PEM file; an error when it is no certificate of Amazon SNS. */
  static SnsCertificates read(String file) {
    try {
      X509Certificate certificate = SnsCertificate.of(Files.readAllBytes(Path.of(file))).own();
      return (url, now) -> {
        certificate.checkValidity(Date.from(now));
        return certificate.getPublicKey();
      };
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "cannot be checked, " + file + " is no certificate of Amazon SNS: " + e.getMessage(), e);
    }
  }
}
