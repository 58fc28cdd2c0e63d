package dev.todoku.intake.webhook;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;

/** Where the keys come from with which Amazon SNS signs. */
@FunctionalInterface
public interface SnsCertificates {
  /**
   * The key of the certificate at {@code url}, whose host has been checked.
   *
   * @throws IOException when it cannot be fetched now
   * @throws GeneralSecurityException when it is none to trust at {@code now}
   */
  PublicKey key(URI url, Instant now)
      throws IOException, GeneralSecurityException, InterruptedException;
}
