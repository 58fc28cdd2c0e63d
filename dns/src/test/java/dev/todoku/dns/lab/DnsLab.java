package dev.todoku.dns.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real name servers on loopback, started by {@code src/test/dns-lab/run}. */
final class DnsLab implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/dns-lab/run");
  private static final List<String> TOOLS =
      List.of("nsd", "rbldnsd", "unbound", "drill", "ldns-signzone");

  /** Where it is set, a machine without the servers fails instead of skipping. */
  private static final String REQUIRED = "TODOKU_REQUIRE_DNS_LAB";

  private final Process process;
  private final InetSocketAddress nsd;
  private final InetSocketAddress rbldnsd;
  private final InetSocketAddress unbound;

  private DnsLab(Process process, List<InetSocketAddress> servers) {
    this.process = process;
    this.nsd = servers.get(0);
    this.rbldnsd = servers.get(1);
    this.unbound = servers.get(2);
  }

  /** Starts the servers; skips the test, with a message, where they are not installed. */
  static DnsLab start(Path dir) throws IOException {
    List<String> missing = TOOLS.stream().filter(tool -> !isInstalled(tool)).toList();
    String message = "no " + missing + ": apt install nsd rbldnsd unbound ldnsutils";
    if (System.getenv(REQUIRED) != null) {
      assertThat(missing).as(message).isEmpty();
    }
    assumeTrue(missing.isEmpty(), message);
    List<InetSocketAddress> servers = List.of(free(), free(), free());
    Process process =
        new ProcessBuilder(
                SCRIPT.toAbsolutePath().toString(),
                dir.toString(),
                String.valueOf(servers.get(0).getPort()),
                String.valueOf(servers.get(1).getPort()),
                String.valueOf(servers.get(2).getPort()),
                "until-input-ends")
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready")) {
        return new DnsLab(process, servers);
      }
    }
    throw new IllegalStateException("the servers did not start:\n" + said);
  }

  InetSocketAddress nsd() {
    return nsd;
  }

  InetSocketAddress rbldnsd() {
    return rbldnsd;
  }

  InetSocketAddress unbound() {
    return unbound;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInstalled(String tool) {
    String path = System.getenv("PATH") + ":/usr/sbin";
    return Stream.of(path.split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
    }
  }
}
