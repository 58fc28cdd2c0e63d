package dev.todoku.hop;

import java.util.Locale;

/** Which addresses are one's own: loopback, private (RFC 1918, RFC 4193), link-local. */
public final class IpAddresses {
  private IpAddresses() {}

  /** Whether it is an address, of IPv4 or IPv6, and not a name. */
  public static boolean isAddress(String text) {
    return text.indexOf(':') >= 0 || v4(text) >= 0;
  }

  public static boolean isLoopback(String text) {
    long v4 = v4(text);
    return v4 >= 0 ? v4 >>> 24 == 127 : text.equals("::1");
  }

  public static boolean isPrivate(String text) {
    long v4 = v4(text);
    if (v4 >= 0) {
      return v4 >>> 24 == 10
          || v4 >>> 20 == 0xAC1
          || v4 >>> 16 == 0xC0A8
          || v4 >>> 16 == 0xA9FE
          || v4 >>> 22 == 0x191; // 100.64.0.0/10, RFC 6598
    }
    String v6 = text.toLowerCase(Locale.ROOT);
    return v6.indexOf(':') >= 0
        && (v6.startsWith("fc") || v6.startsWith("fd") || v6.startsWith("fe8"));
  }

  /** An IPv4 address as a number, -1 when {@code text} is none. */
  static long v4(String text) {
    long address = 0;
    int octets = 0;
    int octet = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c >= '0' && c <= '9') {
        octet = (octet < 0 ? 0 : octet) * 10 + (c - '0');
      } else if (c != '.') {
        return -1;
      }
      if (octet > 255) {
        return -1;
      }
      if (c == '.') {
        if (octet < 0 || ++octets > 4) {
          return -1;
        }
        address = address << 8 | octet;
        octet = -1;
      }
    }
    return octets == 4 ? address : -1;
  }
}
