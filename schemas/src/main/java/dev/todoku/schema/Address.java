package dev.todoku.schema;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Addresses in the one form in which they are compared and keyed: domain in lower case and as
 * A-labels (RFC 5890), local part in lower case unless the installation keeps its case. What a
 * person sees is always the address as it came.
 *
 * @param keepsLocalPartCase whether {@code Bob@} and {@code bob@} are two recipients, as RFC 5321
 *     section 2.4 allows and practically no provider does
 */
public record Address(boolean keepsLocalPartCase) {

  /** Local parts in lower case. */
  public static final Address DEFAULT = new Address(false);

  /** The normal form of {@code raw}, with or without angle brackets. */
  public String normal(String raw) {
    if (isNormal(raw)) {
      return raw;
    }
    String address = withoutBrackets(raw);
    int at = address.lastIndexOf('@');
    return at < 0
        ? normalLocalPart(address)
        : normalLocalPart(address.substring(0, at)) + '@' + normalDomain(address.substring(at + 1));
  }

  /** Whether {@code raw} is so plain that nothing is to be done; most addresses are. */
  private static boolean isNormal(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c > '~' || c == '<' || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return !raw.endsWith(".");
  }

  /** The domain of {@code address} in normal form, empty when it has none. */
  public static String domainOf(String address) {
    String bare = withoutBrackets(address);
    int at = bare.lastIndexOf('@');
    return at < 0 ? "" : normalDomain(bare.substring(at + 1));
  }

  /**
   * Lower case, A-labels, no dot or white space at the end. What is no domain name stays as it is.
   */
  public static String normalDomain(String raw) {
    String domain = withoutRoot(raw);
    return withoutRoot(isAscii(domain) ? domain : aLabels(domain)).toLowerCase(Locale.ROOT);
  }

  /** Ends before dots, in any of the forms of RFC 3490 section 3.1, and white space. */
  private static String withoutRoot(String domain) {
    int end = domain.length();
    while (end > 0 && " \t.\u3002\uff0e\uff61".indexOf(domain.charAt(end - 1)) >= 0) {
      end--;
    }
    return domain.substring(0, end);
  }

  private static String aLabels(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException notADomain) {
      return domain;
    }
  }

  private String normalLocalPart(String local) {
    String cased = keepsLocalPartCase ? local : local.toLowerCase(Locale.ROOT);
    return isAscii(cased) ? cased : Normalizer.normalize(cased, Normalizer.Form.NFC);
  }

  private static String withoutBrackets(String raw) {
    String address = raw.strip();
    while (address.startsWith("<")) {
      String rest = withoutRoot(address);
      if (rest.length() < 2 || !rest.endsWith(">")) {
        return address;
      }
      address = rest.substring(1, rest.length() - 1).strip();
    }
    return address;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
