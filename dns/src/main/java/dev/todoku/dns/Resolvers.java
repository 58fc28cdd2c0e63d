package dev.todoku.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * Asks resolvers one after the other until one knows. It begins with the one that answered last, so
 * that a dead one delays a few questions and not all. Truncated answers are asked for again over
 * TCP by dnsjava.
 */
public final class Resolvers implements Dns {
  /** Aliases of which a server answers only the first part are followed by asking again. */
  private static final int MAX_HOPS = 8;

  /** Ours is the second watch: dnsjava looks at its own when its selector has nothing to do. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * Answers are read here. The common pool would do, but where a machine has two processors or one,
   * {@link CompletableFuture} starts a thread for each of its tasks instead.
   */
  private static final ExecutorService READERS = Executors.newFixedThreadPool(2, Resolvers::daemon);

  private final List<Resolver> resolvers;
  private final DnsSettings settings;
  private final QueryLimiter gate;
  private volatile int best;

  public Resolvers(DnsSettings settings) {
    this.settings = settings;
    this.resolvers = settings.resolvers().stream().<Resolver>map(SimpleResolver::new).toList();
    this.gate = new QueryLimiter(settings.concurrency());
    resolvers.forEach(resolver -> resolver.setTimeout(settings.timeout()));
  }

  @Override
  public CompletableFuture<DnsAnswer> ask(Question question) {
    if (Wire.query(question) == null) {
      return CompletableFuture.completedFuture(DnsAnswer.noName(Ttl.LONGEST));
    }
    return gate.pass()
        .thenCompose(
            turn -> new Inquiry(best).ask(question).whenComplete((answer, error) -> gate.leave()))
        .exceptionally(error -> DnsAnswer.failed(problem(error), Ttl.OF_FAILURES));
  }

  /** One question on its way through the resolvers. Only one step of it runs at a time. */
  private final class Inquiry {
    private final int first;
    private int tries;
    private int hops;
    private Duration shortest = Ttl.LONGEST;

    Inquiry(int first) {
      this.first = first;
    }

    CompletableFuture<DnsAnswer> ask(Question question) {
      int index = (first + tries) % resolvers.size();
      return resolvers
          .get(index)
          .sendAsync(Wire.query(question), READERS)
          .toCompletableFuture()
          .orTimeout(settings.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
          .handle((message, error) -> read(question, message, error))
          .thenCompose(reading -> heed(question, index, reading));
    }

    private Wire.Reading read(Question question, Message message, Throwable error) {
      return error == null
          ? Wire.read(question, message)
          : new Wire.Reading.Useless(problem(error));
    }

    private CompletableFuture<DnsAnswer> heed(Question question, int index, Wire.Reading reading) {
      if (reading instanceof Wire.Reading.Said said) {
        best = index;
        return end(said.answer());
      } else if (reading instanceof Wire.Reading.Elsewhere alias) {
        return follow(question, alias);
      } else if (reading instanceof Wire.Reading.Useless useless) {
        return tryNext(question, index, useless.problem());
      }
      throw new IllegalStateException(reading.toString());
    }

    private CompletableFuture<DnsAnswer> follow(Question question, Wire.Reading.Elsewhere alias) {
      shortest = shorter(shortest, alias.ttl());
      Question next = new Question(alias.name(), question.type());
      return ++hops > MAX_HOPS ? end(DnsAnswer.failed(Wire.ENDLESS, Ttl.OF_FAILURES)) : ask(next);
    }

    private CompletableFuture<DnsAnswer> tryNext(Question question, int index, String problem) {
      tries++;
      if (tries < settings.rounds() * resolvers.size()) {
        return ask(question);
      }
      String who = settings.resolvers().get(index).toString().replaceFirst("^.*/", "");
      return end(DnsAnswer.failed(problem + " (" + who + ")", Ttl.OF_FAILURES));
    }

    private CompletableFuture<DnsAnswer> end(DnsAnswer said) {
      return CompletableFuture.completedFuture(
          new DnsAnswer(
              said.status(), said.values(), shorter(said.ttl(), shortest), said.problem()));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private String problem(Throwable error) {
    Throwable within = error instanceof CompletionException ? error.getCause() : null;
    Throwable cause = within == null ? error : within;
    return cause instanceof TimeoutException || cause instanceof SocketTimeoutException
        ? "no answer in " + settings.timeout().toMillis() + " ms"
        : cause.toString();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dns answers");
    thread.setDaemon(true);
    return thread;
  }
}
