package dev.todoku.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolvers as people write them: {@code 192.0.2.53}, {@code [2001:db8::53]:53}. */
public final class ResolverAddress {
  private static final Pattern FORM =
      Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?|([^:]+)(?::(\\d{1,5}))?|([0-9A-Fa-f:.]*:.*:.*)");
  private static final String PORT = "53";
  private static final int HIGHEST_PORT = 65_535;

  private ResolverAddress() {}

  /**
   * Reads an address, whose port may be left out.
   *
   * @throws IllegalArgumentException with one line that says what to write
   */
  public static InetSocketAddress parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw wrong(text);
    }
    String host = first(form.group(1), form.group(3), form.group(5));
    int port = Integer.parseInt(first(form.group(2), form.group(4), PORT));
    if (host.isBlank() || port == 0 || port > HIGHEST_PORT) {
      throw wrong(text);
    }
    if (form.group(5) != null && Ip.parse(host).isEmpty()) {
      throw wrong(text);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no resolver " + host + ": give its address", e);
    }
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no resolver: give it as in 192.0.2.53:53 or [2001:db8::53]:53");
  }
}
