package dev.todoku.bench;

import dev.todoku.dns.CachingDns;
import dev.todoku.dns.DnsSettings;
import dev.todoku.dns.Resolvers;
import dev.todoku.dns.route.MailRoute;
import dev.todoku.dns.route.MailRoutes;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.RouteFact;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many domains' providers are found in a second. */
@Command(
    name = "dns",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the providers of distinct domains, twice, the second time from the cache.",
      "The server must know every name below the suffix: dns/src/test/dns-lab/run does."
    })
final class DnsCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Option(names = "--port", defaultValue = "5300", description = "On loopback.")
  private int port;

  @Option(names = "--suffix", defaultValue = "many.lab.test")
  private String suffix;

  @Option(names = "--domains", defaultValue = "10000")
  private int domains;

  @Option(names = "--rounds", defaultValue = "5", description = "The last ones are warm.")
  private int rounds;

  private final AtomicLong asked = new AtomicLong();

  @Override
  public Integer call() {
    BenchOutput terminal = BenchOutput.ofProcess();
    DnsSettings settings =
        DnsSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    Resolvers resolvers = new Resolvers(settings);
    CachingDns dns =
        new CachingDns(
            question -> {
              asked.incrementAndGet();
              return resolvers.ask(question);
            },
            InstantSource.system(),
            settings.cacheBytes());
    MailRoutes routes = new MailRoutes(dns, ServerOwners.load());
    for (int round = 0; round < rounds; round++) {
      terminal.print(pass("asked", routes, round));
      terminal.print(pass("again", routes, round));
    }
    terminal.print(
        String.format(Locale.ROOT, "cache: %,d answers, about %,d bytes", dns.size(), dns.bytes()));
    return 0;
  }

  private String pass(String name, MailRoutes routes, int round) {
    long before = asked.get();
    long start = System.nanoTime();
    List<CompletableFuture<MailRoute>> found = new ArrayList<>();
    for (int i = 0; i < domains; i++) {
      found.add(routes.find("d" + i + '-' + round + '.' + suffix));
    }
    long right =
        found.stream()
            .map(CompletableFuture::join)
            .filter(route -> route.state() == RouteFact.State.MX)
            .count();
    double seconds = (System.nanoTime() - start) / NANOS;
    return String.format(
        Locale.ROOT,
        "round %d %s: %,d domains in %.2f s, %,.0f a second; %,d right, %,d questions sent",
        round + 1,
        name,
        domains,
        seconds,
        domains / seconds,
        right,
        asked.get() - before);
  }
}
