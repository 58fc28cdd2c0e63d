package dev.todoku.dnsfeed;

import dev.todoku.schema.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which DKIM keys signed a message that came back: bounce messages return its header. Everybody can
 * write such a header, so what it names is worth a question to the DNS and nothing more.
 */
final class Signatures {
  private static final String FIELD = "dkim-signature:";
  private static final int LONGEST_MESSAGE = 256 * 1024;
  private static final int LONGEST_FIELD = 4_000;
  private static final int MOST = 8;
  private static final Pattern SELECTOR = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

  private Signatures() {}

  /**
   * A signature's key (RFC 6376 section 3.5).
   *
   * @param domain its tag d=, in normal form
   * @param selector its tag s=, in lower case
   */
  record Signature(String domain, String selector) {}

  /** The signatures of a message that came back. */
  record Returned(List<Signature> signatures) {}

  /** The signatures in a message as it came, wherever in it they stand in plain text. */
  static List<Signature> in(byte[] message) {
    int length = Math.min(message.length, LONGEST_MESSAGE);
    String text =
        new String(message, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    List<Signature> found = new ArrayList<>();
    int at = text.indexOf(FIELD);
    while (at >= 0 && found.size() < MOST) {
      boolean isAtStart = at == 0 || text.charAt(at - 1) == '\n';
      if (isAtStart) {
        read(unfolded(text, at + FIELD.length())).ifPresent(found::add);
      }
      at = text.indexOf(FIELD, at + FIELD.length());
    }
    return found;
  }

  /** The field's body: up to the first line that does not begin with white space. */
  private static String unfolded(String text, int start) {
    int limit = Math.min(text.length(), start + LONGEST_FIELD);
    int end = start;
    while (end < limit && !isEnd(text, end)) {
      end++;
    }
    return text.substring(start, end).replaceAll("\\s", "");
  }

  private static boolean isEnd(String text, int at) {
    boolean isLineEnd = text.charAt(at) == '\n';
    return isLineEnd
        && (at + 1 == text.length() || (text.charAt(at + 1) != ' ' && text.charAt(at + 1) != '\t'));
  }

  private static Optional<Signature> read(String body) {
    String domain = "";
    String selector = "";
    for (String tag : body.split(";", -1)) {
      if (tag.startsWith("d=")) {
        domain = Address.normalDomain(tag.substring(2));
      } else if (tag.startsWith("s=")) {
        selector = tag.substring(2);
      }
    }
    return domain.isEmpty() || !SELECTOR.matcher(selector).matches()
        ? Optional.empty()
        : Optional.of(new Signature(domain, selector));
  }
}
