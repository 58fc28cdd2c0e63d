package dev.todoku.web;

import dev.todoku.binary.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a browser carries for a person who has signed in: the hash of the token and until when,
 * signed (HMAC-SHA-256). It holds no token, and ends when the token is taken away.
 */
final class SessionCookie {
  static final String NAME = "todoku_session";
  static final Duration LASTS = Duration.ofHours(12);
  private static final String PURPOSE = "todoku session 1";
  private static final int PARTS = 3;

  private final byte[] key;
  private final boolean isSecure;

  /**
   * Cookies that all instances with the same token know.
   *
   * @param token of the configuration
   * @param isSecure whether they are for HTTPS only
   */
  SessionCookie(String token, boolean isSecure) {
    this.key = Hmac.sha256(token.getBytes(StandardCharsets.UTF_8), PURPOSE);
    this.isSecure = isSecure;
  }

  /** The header field that sets it (RFC 6265 section 4.1). */
  String header(AccessToken token, long now) {
    return of(token.hash() + '.' + (now + LASTS.toMillis()), LASTS.toSeconds());
  }

  /** The header field that takes it away. */
  String ended() {
    return attributes("", 0);
  }

  private String of(String text, long seconds) {
    return attributes(text + '.' + HexFormat.of().formatHex(Hmac.sha256(key, text)), seconds);
  }

  private String attributes(String value, long seconds) {
    return NAME
        + '='
        + value
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + seconds
        + (isSecure ? "; Secure" : "");
  }

  /** The hash of the token that somebody signed in with; empty when it is not ours or has ended. */
  Optional<String> tokenHash(String cookie, long now) {
    String[] parts = cookie.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    String text = parts[0] + '.' + parts[1];
    String signature = HexFormat.of().formatHex(Hmac.sha256(key, text));
    boolean isOurs =
        MessageDigest.isEqual(
            signature.getBytes(StandardCharsets.US_ASCII),
            parts[2].getBytes(StandardCharsets.UTF_8));
    return isOurs && now < Long.parseLong(parts[1]) ? Optional.of(parts[0]) : Optional.empty();
  }
}
