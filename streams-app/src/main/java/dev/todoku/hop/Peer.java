package dev.todoku.hop;

import org.jspecify.annotations.Nullable;

/**
 * Whom a delivery agent spoke to, or was to speak to.
 *
 * @param name host name as the log writes it, an address where no name is known, or a local
 *     transport; never null
 * @param address IP address or socket, null when not known
 * @param port TCP port, 0 when not known
 */
public record Peer(String name, @Nullable String address, int port) {
  private static final int LONGEST_PORT = 5;

  /** Reads {@code name[address]:port}, {@code name[address]} or {@code name}. */
  public static Peer parse(String text) {
    int open = text.indexOf('[');
    int close = open < 0 ? -1 : text.indexOf(']', open);
    if (close < 0) {
      return new Peer(text, null, 0);
    }
    String address = text.substring(open + 1, close);
    return new Peer(open == 0 ? address : text.substring(0, open), address, port(text, close + 1));
  }

  /** Whether it is known to be this machine or in a private network. */
  public boolean isInOwnNetwork() {
    return address != null && (IpAddresses.isLoopback(address) || IpAddresses.isPrivate(address));
  }

  /** Whether it is reached over a socket of this machine. */
  boolean isSocket() {
    return address != null && address.indexOf('/') >= 0;
  }

  /** Whether no name is known but an address: mail is sent there by configuration, not by MX. */
  boolean isNamedByAddress() {
    return IpAddresses.isAddress(name);
  }

  private static int port(String text, int at) {
    if (at >= text.length() || text.charAt(at) != ':') {
      return 0;
    }
    int port = 0;
    for (int i = at + 1; i < text.length() && i <= at + LONGEST_PORT; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      port = port * 10 + (c - '0');
    }
    return port;
  }
}
