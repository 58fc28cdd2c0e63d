package dev.todoku.dns;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks nothing twice while its answer holds, nor while it is being asked. Failures hold for half a
 * minute, so that a dead resolver is not asked by everybody again and again.
 */
public final class CachingDns implements Dns {
  private final Map<Question, CompletableFuture<DnsAnswer>> underway = new ConcurrentHashMap<>();
  private final AnswerCache cache;
  private final Dns origin;

  /**
   * A cache before {@code origin}.
   *
   * @param capacity bytes that answers may take, approximately
   */
  public CachingDns(Dns origin, InstantSource clock, long capacity) {
    this.origin = origin;
    this.cache = new AnswerCache(clock, capacity);
  }

  /** Resolvers with a cache before them. */
  public static CachingDns over(DnsSettings settings) {
    return new CachingDns(new Resolvers(settings), InstantSource.system(), settings.cacheBytes());
  }

  @Override
  public CompletableFuture<DnsAnswer> ask(Question question) {
    DnsAnswer known = cache.get(question);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
    CompletableFuture<DnsAnswer> other = underway.putIfAbsent(question, mine);
    if (other != null) {
      return other.copy();
    }
    // Somebody may have got it between the two looks.
    DnsAnswer late = cache.get(question);
    CompletableFuture<DnsAnswer> asked =
        late == null ? origin.ask(question) : CompletableFuture.completedFuture(late);
    return asked
        .exceptionally(error -> DnsAnswer.failed(error.toString(), Ttl.OF_FAILURES))
        .thenApply(
            answer -> {
              if (late == null) {
                cache.put(question, answer);
              }
              underway.remove(question);
              mine.complete(answer);
              return answer;
            });
  }

  /** How many answers it holds. */
  public int size() {
    return cache.size();
  }

  /** Bytes that they take, approximately. */
  public long bytes() {
    return cache.bytes();
  }
}
