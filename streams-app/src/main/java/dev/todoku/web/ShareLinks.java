package dev.todoku.web;

import dev.todoku.binary.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs and checks links to one answer: HMAC-SHA-256 (RFC 2104) over what is shown to whom until
 * when. Whoever has a link sees that answer and nothing else.
 */
final class ShareLinks {
  /** Longer than that nobody remembers that a link is about. */
  static final Duration LONGEST = Duration.ofDays(30);

  /** Keys of other uses of the token are others. */
  private static final String PURPOSE = "todoku share 1";

  private static final int KEY_BYTES = 32;

  private final byte[] key;

  private ShareLinks(byte[] key) {
    this.key = key;
  }

  /**
   * Links that all instances with the same token know. Without a token, those of this process only:
   * then nobody but this machine is answered anyway.
   */
  static ShareLinks of(Optional<String> token) {
    if (token.isPresent()) {
      byte[] secret = token.orElseThrow().getBytes(StandardCharsets.UTF_8);
      return new ShareLinks(Hmac.sha256(secret, PURPOSE));
    }
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return new ShareLinks(random);
  }

  /**
   * The signature of an answer.
   *
   * @param until when the link ends, epoch milliseconds
   */
  String sign(String messageId, String recipient, long until) {
    byte[] id = messageId.getBytes(StandardCharsets.UTF_8);
    byte[] to = recipient.getBytes(StandardCharsets.UTF_8);
    ByteBuffer signed = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + id.length + to.length);
    // With its length, so that nothing moves from one part into the other.
    signed.putLong(until).putInt(id.length).put(id).put(to);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sha256(key, signed.array()));
  }

  /** Whether a link is one of ours, and has not ended at {@code now}. */
  boolean isValid(String messageId, String recipient, long until, String signature, long now) {
    byte[] expected = sign(messageId, recipient, until).getBytes(StandardCharsets.US_ASCII);
    boolean isOurs = MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    return isOurs && now < until;
  }
}
