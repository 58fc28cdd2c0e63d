package dev.todoku.evidence;

import dev.todoku.binary.Hmac;
import dev.todoku.schema.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Envelope senders that only we can make, one for each recipient and message: {@code
 * bounce+k7q2….v1@example.co.jp}. A bounce message that is sent to one, or names it, was written by
 * somebody who had received that message.
 *
 * <p>The token is 80 bits of HMAC-SHA-256 over recipient and Message-ID, in the letters and digits
 * of RFC 4648's base32: they survive servers that do not keep the case of a local part.
 */
public final class VerpTokens {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 16;
  private static final int BITS_EACH = 5;
  private static final Pattern TOKEN =
      Pattern.compile("(?<=[+=_-])([a-z2-7]{" + LENGTH + "})(?=@|$)");

  private final byte[] key;

  /** With the secret that all instances, and whoever sends, have in common. */
  public VerpTokens(String secret) {
    key = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The envelope sender of a message.
   *
   * @param mailbox the bounce mailbox, such as {@code bounce@example.co.jp}
   * @param recipient to whom it goes
   * @param messageId in normal form
   */
  public String addressOf(String mailbox, String recipient, String messageId) {
    int at = mailbox.lastIndexOf('@');
    return mailbox.substring(0, at) + '+' + token(recipient, messageId) + mailbox.substring(at);
  }

  /** Whether {@code address} has the token of that recipient and message; false for null. */
  public boolean checks(@Nullable String address, String recipient, String messageId) {
    if (address == null) {
      return false;
    }
    Matcher token = TOKEN.matcher(address.toLowerCase(Locale.ROOT));
    return token.find() && areEqual(token.group(1), token(recipient, messageId));
  }

  private static boolean areEqual(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }

  private String token(String recipient, String messageId) {
    byte[] hash = Hmac.sha256(key, Address.DEFAULT.normal(recipient) + '\n' + messageId);
    StringBuilder token = new StringBuilder(LENGTH);
    int bits = 0;
    int count = 0;
    for (int at = 0; token.length() < LENGTH; ) {
      if (count < BITS_EACH) {
        bits = bits << Byte.SIZE | (hash[at++] & 0xFF);
        count += Byte.SIZE;
      }
      count -= BITS_EACH;
      token.append(ALPHABET.charAt(bits >> count & 31));
    }
    return token.toString();
  }
}
