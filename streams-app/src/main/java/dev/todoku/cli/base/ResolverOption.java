package dev.todoku.cli.base;

import dev.todoku.dns.Ip;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The option that says whom to ask. */
public final class ResolverOption {
  private static final Pattern FORM =
      Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?|([^:]+)(?::(\\d{1,5}))?|([0-9A-Fa-f:.]*:.*:.*)");
  private static final int PORT = 53;
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--resolver",
      paramLabel = "HOST:PORT",
      description =
          "A resolver to ask; the port may be left out. Repeatable: the next is asked"
              + " where one does not answer. Default: those of this machine.")
  private List<String> names = List.of();

  /**
   * The resolvers, none for those of the machine.
   *
   * @throws Failure when one cannot be understood or found
   */
  public List<InetSocketAddress> addresses() {
    return names.stream().map(ResolverOption::address).toList();
  }

  private static InetSocketAddress address(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text);
    }
    String host = first(form.group(1), form.group(3), form.group(5));
    String port = first(form.group(2), form.group(4), String.valueOf(PORT));
    if (host.isBlank() || Integer.parseInt(port) > HIGHEST_PORT || Integer.parseInt(port) == 0) {
      throw wrong(text);
    }
    if (form.group(5) != null && Ip.parse(host).isEmpty()) {
      throw wrong(text);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    } catch (UnknownHostException e) {
      throw new Failure("there is no resolver " + host + ": give its address", e);
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

  private static Failure wrong(String text) {
    return new Failure(
        "\"" + text + "\" is no resolver: give it as in 192.0.2.53:53 or [2001:db8::53]:53");
  }
}
