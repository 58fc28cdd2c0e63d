package dev.todoku.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** An IP address. IPv4 addresses in IPv6 clothes (::ffff:192.0.2.1) are IPv4 addresses. */
public final class Ip {
  private static final int V4_BYTES = 4;
  private static final int V6_GROUPS = 8;

  private final byte[] bytes;

  private Ip(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The address that {@code address} is. */
  public static Ip of(InetAddress address) {
    return new Ip(address.getAddress());
  }

  /** Reads an address; empty for anything else. No name is looked up. */
  public static Optional<Ip> parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? IpText.v6(text) : IpText.v4(text);
    try {
      // Java turns mapped addresses into IPv4.
      return bytes == null ? Optional.empty() : Optional.of(of(InetAddress.getByAddress(bytes)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether it is an IPv4 address. */
  public boolean isV4() {
    return bytes.length == V4_BYTES;
  }

  /** The bits of an address of this family: 32 or 128. */
  public int bits() {
    return bytes.length * Byte.SIZE;
  }

  /** Whether the first {@code length} bits of both are the same; never for different families. */
  public boolean sharesPrefix(Ip other, int length) {
    if (other.bytes.length != bytes.length) {
      return false;
    }
    int whole = length / Byte.SIZE;
    int rest = Byte.SIZE - length % Byte.SIZE;
    return Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)
        && (rest == Byte.SIZE
            || (bytes[whole] & 0xff) >> rest == (other.bytes[whole] & 0xff) >> rest);
  }

  /** As people write it; IPv6 as RFC 5952 wants it. */
  public String text() {
    return isV4() ? dotted(false) : IpText.ofV6(groups());
  }

  /** Octets or hexadecimal digits with dots between them (RFC 7208 section 7.3, macro "i"). */
  public String dotted() {
    return dotted(false);
  }

  /** The same backwards, as names of PTR records and blocklists begin. */
  public String reversed() {
    return dotted(true);
  }

  /** The name of its PTR records (RFC 1035 section 3.5, RFC 3596 section 2.5). */
  public String reverseName() {
    return reversed() + (isV4() ? ".in-addr.arpa" : ".ip6.arpa");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ip ip && Arrays.equals(bytes, ip.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }

  private String dotted(boolean backwards) {
    StringBuilder parts = new StringBuilder();
    String digits = HexFormat.of().formatHex(bytes);
    int count = isV4() ? bytes.length : digits.length();
    for (int i = 0; i < count; i++) {
      int at = backwards ? count - 1 - i : i;
      parts.append(i == 0 ? "" : ".");
      parts.append(isV4() ? String.valueOf(bytes[at] & 0xff) : digits.substring(at, at + 1));
    }
    return parts.toString();
  }

  private int[] groups() {
    int[] groups = new int[V6_GROUPS];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << Byte.SIZE) | (bytes[2 * i + 1] & 0xff);
    }
    return groups;
  }
}
