package dev.todoku.message;

import dev.todoku.schema.SmtpReply;
import java.util.regex.Pattern;

/**
 * Addresses that break RFC 5321 section 4.1.2, as carriers once gave them away: {@code
 * a..b@docomo.ne.jp}. They take mail when the part before the {@code @} is quoted.
 */
public final class AddressForm {
  private static final Pattern DOT_STRING =
      Pattern.compile("[^\\s.\"(),:;<>@\\[\\]\\\\]+(\\.[^\\s.\"(),:;<>@\\[\\]\\\\]+)*");

  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  private AddressForm() {}

  /** Whether the part before the {@code @} may stand there only within quotes. */
  public static boolean needsQuotes(String address) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    return !DOT_STRING.matcher(local).matches() && !QUOTED.matcher(local).matches();
  }

  /** Such an address with its quotes. */
  public static String quoted(String address) {
    int at = address.lastIndexOf('@');
    return '"' + address.substring(0, at) + '"' + address.substring(at);
  }

  /** Whether a refusal is about the form of {@code address} and not about who is behind it. */
  static boolean isAtFault(String address, FinalRefusal refusal) {
    return address.indexOf('@') > 0 && needsQuotes(address) && isAboutForm(refusal.reply());
  }

  /** X.1.3 "bad destination mailbox address syntax", and the codes for errors of syntax. */
  private static boolean isAboutForm(SmtpReply reply) {
    boolean isOfSyntax = reply.code() == 501 || reply.code() == 555;
    return isOfSyntax || (reply.status() != null && reply.status().endsWith(".1.3"));
  }
}
