package dev.todoku.cli.base;

import dev.todoku.dns.ResolverAddress;
import java.net.InetSocketAddress;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says whom to ask. */
public final class ResolverOption {
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
    try {
      return names.stream().map(ResolverAddress::parse).toList();
    } catch (IllegalArgumentException e) {
      throw Failure.because(e);
    }
  }
}
