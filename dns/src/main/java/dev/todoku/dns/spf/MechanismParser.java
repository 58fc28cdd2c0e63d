package dev.todoku.dns.spf;

import dev.todoku.dns.Ip;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one mechanism (RFC 7208 section 12, Collected ABNF). */
final class MechanismParser {
  private static final Pattern MECHANISM =
      Pattern.compile("([+?~-]?)([A-Za-z][A-Za-z0-9_.-]*)(:([^/]?.*?))?(/(\\d*))?(//(\\d*))?");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  private final String text;
  private final Matcher parts;
  private final SpfResult qualifier;

  private MechanismParser(String text) {
    this.text = text;
    this.parts = MECHANISM.matcher(text);
    if (!parts.matches()) {
      throw wrong("is no term");
    }
    this.qualifier = qualifier(parts.group(1));
  }

  /**
   * Reads {@code text}.
   *
   * @throws SpfException that names the mistake
   */
  static Term.Mechanism parse(String text) {
    return new MechanismParser(text).parse();
  }

  private Term.Mechanism parse() {
    return switch (parts.group(2).toLowerCase(Locale.ROOT)) {
      case "all" -> {
        requireNothing(parts.group(3));
        requireNoLengths();
        yield new Term.All(text, qualifier);
      }
      case "ip4", "ip6" -> network();
      case "a" -> hosts(false);
      case "mx" -> hosts(true);
      case "include" -> new Term.Include(text, qualifier, wholeDomain());
      case "exists" -> new Term.Exists(text, qualifier, wholeDomain());
      case "ptr" -> {
        requireNoLengths();
        yield new Term.Reverse(text, qualifier, optionalDomain());
      }
      default -> throw wrong("is no known mechanism");
    };
  }

  private Term.Mechanism hosts(boolean ofMailServers) {
    int v4 = length(parts.group(5), parts.group(6), V4_BITS);
    int v6 = length(parts.group(7), parts.group(8), V6_BITS);
    return new Term.Hosts(text, qualifier, ofMailServers, optionalDomain(), v4, v6);
  }

  private Term.Mechanism network() {
    boolean v4 = parts.group(2).endsWith("4");
    requireNothing(parts.group(7));
    String address = parts.group(4) == null ? "" : parts.group(4);
    boolean rightForm = v4 == address.indexOf(':') < 0;
    Ip ip =
        Ip.parse(address).filter(parsed -> rightForm).orElseThrow(() -> wrong("has no address"));
    int length = length(parts.group(5), parts.group(6), v4 ? V4_BITS : V6_BITS);
    // A mapped address became IPv4: what is left of its prefix is that of the IPv4 address.
    boolean mapped = !v4 && ip.isV4();
    return new Term.Network(
        text, qualifier, ip, mapped ? Math.max(0, length - (V6_BITS - V4_BITS)) : length);
  }

  private @Nullable MacroString optionalDomain() {
    return parts.group(3) == null ? null : MacroString.domain(parts.group(4));
  }

  /** For these a slash is part of the name, and makes it wrong. */
  private MacroString wholeDomain() {
    if (parts.group(3) == null) {
      throw wrong("has no domain");
    }
    return MacroString.domain(text.substring(parts.start(4)));
  }

  private int length(String present, String digits, int bits) {
    if (present == null) {
      return bits;
    }
    if (!LENGTH.matcher(digits).matches() || Integer.parseInt(digits) > bits) {
      throw wrong("has a wrong prefix length");
    }
    return Integer.parseInt(digits);
  }

  private void requireNoLengths() {
    requireNothing(parts.group(5));
    requireNothing(parts.group(7));
  }

  private void requireNothing(String part) {
    if (part != null) {
      throw wrong("may not have " + part);
    }
  }

  private static SpfResult qualifier(String sign) {
    return switch (sign) {
      case "-" -> SpfResult.FAIL;
      case "~" -> SpfResult.SOFTFAIL;
      case "?" -> SpfResult.NEUTRAL;
      default -> SpfResult.PASS;
    };
  }

  private SpfException wrong(String how) {
    return SpfException.permanent("\"" + text + "\" " + how);
  }
}
