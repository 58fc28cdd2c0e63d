package dev.todoku.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/**
 * How to ask.
 *
 * @param resolvers who is asked, in this order
 * @param timeout how long one of them may take for one question
 * @param rounds how often all of them are asked before a question counts as failed
 * @param concurrency questions under way at once; further ones wait
 * @param cacheBytes what the cache may take, approximately
 */
public record DnsSettings(
    List<InetSocketAddress> resolvers,
    Duration timeout,
    int rounds,
    int concurrency,
    long cacheBytes) {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int ROUNDS = 2;
  private static final int CONCURRENCY = 256;
  private static final int CONCURRENCY_OF_PEOPLE = 64;
  private static final long CACHE_BYTES = 64L << 20;

  public DnsSettings {
    resolvers = List.copyOf(resolvers);
    if (resolvers.isEmpty()) {
      throw new IllegalArgumentException("no resolver is known: name one as host:port");
    }
  }

  /** The usual settings for these resolvers; for those of the system when there are none. */
  public static DnsSettings of(List<InetSocketAddress> resolvers) {
    List<InetSocketAddress> chosen =
        resolvers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : resolvers;
    return new DnsSettings(chosen, TIMEOUT, ROUNDS, CONCURRENCY, CACHE_BYTES);
  }

  /**
   * Settings for questions of people who wait, of whom many may ask for anything: everybody is
   * asked once, and little is kept.
   */
  public static DnsSettings forPeople(List<InetSocketAddress> resolvers) {
    return new DnsSettings(of(resolvers).resolvers(), TIMEOUT, 1, CONCURRENCY_OF_PEOPLE, 8L << 20);
  }

  /** These settings with another timeout. */
  public DnsSettings withTimeout(Duration value) {
    return new DnsSettings(resolvers, value, rounds, concurrency, cacheBytes);
  }
}
