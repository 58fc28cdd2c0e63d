package dev.todoku.app;

import dev.todoku.kafka.SetupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a stream thread fails. What Kafka is in trouble with passes: another thread
 * takes over, after a pause that grows as failures go on. A fault of our own, of the settings or of
 * this machine's disk would come again, and ends the process. Safe for use by several threads.
 */
public final class ThreadFailures {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final String TRANSACTIONS =
      "org.apache.kafka.clients.producer.internals.TransactionManager";

  /** Failures that far apart have nothing to do with each other. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private Duration pause = Duration.ZERO;
  private long failedAt;
  private @Nullable String last;

  /**
   * No failure yet.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public ThreadFailures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether what ended a thread passes by itself. */
  public static boolean passes(Throwable error) {
    List<Throwable> causes = causes(error);
    if (causes.stream().anyMatch(ThreadFailures::comesAgain)) {
      return false;
    }
    Throwable root = causes.get(causes.size() - 1);
    return root instanceof MissingSourceTopicException
        || isOfProducer(root)
        || (root instanceof KafkaException && !(root instanceof StreamsException));
  }

  /**
   * A producer whose commit has timed out refuses all else with an {@link IllegalStateException}:
   * so an absence of all brokers ends for Kafka Streams after four minutes. Another thread has
   * another producer.
   */
  private static boolean isOfProducer(Throwable root) {
    StackTraceElement[] trace = root.getStackTrace();
    return root instanceof IllegalStateException
        && trace.length > 0
        && trace[0].getClassName().startsWith(TRANSACTIONS);
  }

  private static boolean comesAgain(Throwable cause) {
    return cause instanceof Error
        || cause instanceof SetupException
        || cause instanceof ConfigException
        || cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof SerializationException
        || cause instanceof UnsupportedVersionException;
  }

  private static List<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = error; at != null && !causes.contains(at); at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }

  /** Records a failure, and returns how long to wait before another thread takes over. */
  public synchronized Duration next(Throwable error) {
    long now = nanoTime.getAsLong();
    boolean isFirst = last == null || now - failedAt > FORGOTTEN_AFTER.toNanos() || pause.isZero();
    Duration doubled = pause.multipliedBy(2);
    pause = isFirst ? FIRST_PAUSE : doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    failedAt = now;
    List<Throwable> causes = causes(error);
    Throwable root = causes.get(causes.size() - 1);
    last = root.getClass().getSimpleName();
    return pause;
  }

  /** What has failed and does not run again yet, for a person; empty when all threads run. */
  public synchronized Optional<String> pending() {
    boolean isWaiting = last != null && nanoTime.getAsLong() - failedAt < pause.toNanos();
    return isWaiting
        ? Optional.of(
            "a stream thread failed ("
                + last
                + ") and starts again within "
                + TimeUnit.SECONDS.convert(pause)
                + " s")
        : Optional.empty();
  }
}
