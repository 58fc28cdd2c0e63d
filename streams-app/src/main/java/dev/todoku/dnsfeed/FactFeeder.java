package dev.todoku.dnsfeed;

import dev.todoku.dns.Ip;
import dev.todoku.dns.fact.FactSource;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Address;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Origin;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RouteFact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is seen into facts. One thread calls it; asking happens on others, and {@link
 * #collect} fetches what has been answered. While the DNS is silent nothing is written, and what is
 * seen is asked again every minute: facts catch up by themselves.
 */
public final class FactFeeder {
  /** Domains and addresses that are remembered. */
  private static final int CAPACITY = 200_000;

  private static final int MOST_UNDERWAY = 1_000;

  /** Addresses of one From domain that are looked at. */
  private static final int MOST_IPS = 8;

  /** DKIM selectors of one From domain that are tried beside the usual ones. */
  private static final int MOST_SELECTORS = 4;

  private static final Duration RETRY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(FactFeeder.class);

  private record Answered(Subject subject, List<? extends DnsFact> facts) {}

  private final FactSource source;
  private final InstantSource clock;
  private final Executor waiting;
  private final WellKnownProviders wellKnown = WellKnownProviders.load();
  private final RefreshQueue queue = new RefreshQueue(CAPACITY);
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<Ip>> ips = new LinkedHashMap<>();
  private final Map<String, Set<String>> selectors = new LinkedHashMap<>();
  private int unanswered;
  private long nextWarning;

  /**
   * A feeder that has seen nothing.
   *
   * @param waiting runs what waits for the DNS
   */
  public FactFeeder(FactSource source, InstantSource clock, Executor waiting) {
    this.source = source;
    this.clock = clock;
    this.waiting = waiting;
  }

  /** A message to {@code recipient} went out, or was tried. */
  public void see(String recipient, Origin origin) {
    String domain = Address.domainOf(recipient);
    boolean isKnown = !wellKnown.of(domain).equals(domain);
    Ip ip = Optional.ofNullable(origin.sourceIp()).flatMap(Ip::parse).orElse(null);
    String from = origin.fromDomain();
    if (from != null && ip != null && ips.size() < CAPACITY) {
      Set<Ip> ofDomain = ips.computeIfAbsent(from, d -> new LinkedHashSet<>());
      if (ofDomain.size() < MOST_IPS) {
        ofDomain.add(ip);
      }
    }
    for (Subject subject : Subject.of(isKnown ? "" : domain, from, ip)) {
      queue.see(subject, clock.millis());
    }
  }

  /** A returned message bore a signature; of use when its domain sends. */
  void hint(Signatures.Signature signature) {
    if (ips.containsKey(signature.domain())) {
      Set<String> known = selectors.computeIfAbsent(signature.domain(), d -> new LinkedHashSet<>());
      if (known.size() < MOST_SELECTORS) {
        known.add(signature.selector());
      }
    }
  }

  /** Starts to ask what is due. Does not wait. */
  @SuppressWarnings("FutureReturnValueIgnored") // Answers wait in a queue, failures too.
  public void ask() {
    for (Subject subject : queue.take(MOST_UNDERWAY - queue.underway())) {
      answers(subject)
          .exceptionally(FactFeeder::failed)
          .thenAccept(facts -> answers.add(new Answered(subject, facts)));
    }
  }

  /** The facts that have come since the last call. */
  public List<DnsFact> collect() {
    List<DnsFact> facts = new ArrayList<>();
    for (Answered next = answers.poll(); next != null; next = answers.poll()) {
      List<? extends DnsFact> known = next.facts().stream().filter(FactFeeder::isKnown).toList();
      boolean isComplete = known.size() == next.facts().size();
      long retry = clock.millis() + RETRY.toMillis();
      long until = known.stream().mapToLong(DnsFact::until).min().orElse(retry);
      queue.answered(next.subject(), isComplete ? until : retry);
      facts.addAll(known);
      unanswered += isComplete ? 0 : 1;
    }
    warn();
    return facts;
  }

  /** Once a minute, and never whom it is about. */
  private void warn() {
    long now = clock.millis();
    if (unanswered > 0 && now >= nextWarning) {
      LOG.warn("the DNS did not answer in full for {} subjects; asking again", unanswered);
      unanswered = 0;
      nextWarning = now + RETRY.toMillis();
    }
  }

  private static List<? extends DnsFact> failed(Throwable error) {
    LOG.error("a question failed, and is asked again in a minute", error);
    return List.of();
  }

  private CompletableFuture<List<? extends DnsFact>> answers(Subject subject) {
    if (subject instanceof Subject.Recipients recipients) {
      return source.route(recipients.domain()).thenApply(List::of);
    } else if (subject instanceof Subject.Sender sender) {
      List<Ip> of = List.copyOf(ips.getOrDefault(sender.domain(), Set.of()));
      List<String> hints = List.copyOf(selectors.getOrDefault(sender.domain(), Set.of()));
      return CompletableFuture.supplyAsync(
          () -> List.of(source.posture(sender.domain(), of, hints)), waiting);
    } else if (subject instanceof Subject.Listed listed) {
      return CompletableFuture.supplyAsync(() -> source.listings(listed.domain()), waiting);
    } else if (subject instanceof Subject.Source from) {
      return CompletableFuture.supplyAsync(() -> source.listings(from.ip()), waiting);
    }
    throw new IllegalStateException(subject.toString());
  }

  /** What nobody knows is no fact: the last answer stays in force. */
  private static boolean isKnown(DnsFact fact) {
    if (fact instanceof RouteFact route) {
      return route.state() != RouteFact.State.UNKNOWN;
    } else if (fact instanceof ListingFact listing) {
      return listing.state() != ListingFact.State.UNKNOWN;
    } else if (fact instanceof PostureFact posture) {
      return posture.findings().stream().anyMatch(f -> f.level() != PostureFact.Level.UNKNOWN);
    }
    throw new IllegalStateException(fact.toString());
  }
}
