package dev.todoku.collect.kafka;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.Merge;
import dev.todoku.kafka.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows sources until it is stopped. When Kafka does not take what was read, everything begins
 * again from the positions that are stored, so that there is one way to go on after any failure.
 */
public final class Collector implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  /** What one transaction holds at most; a fraction of a second's reading. */
  private static final int MOST_ENTRIES = 5_000;

  private static final long MOST_BYTES = 4L * 1024 * 1024;

  /** How long it pauses when there was nothing; a line is on its way within this time. */
  private static final long PAUSE_MS = 200;

  /** The same when nothing has come for a while: the first line after that waits for longer. */
  private static final long QUIET_PAUSE_MS = 1_000;

  /** The position that says which process wrote last. */
  static final String OWNER = "owner";

  private static final Duration QUIET_AFTER = Duration.ofMinutes(3);

  /** Six times five seconds are a quarter of a writer's lease. */
  private static final int QUIET_FACTOR = 6;

  private static final long FIRST_BACKOFF_MS = 500;
  private static final long LONGEST_BACKOFF_MS = 15_000;

  private final Settings settings;
  private final Opener opener;
  private final Observer observer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final byte[] owner = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
  private boolean hasWritten;
  private volatile @Nullable RuntimeException failure;

  /**
   * How it writes.
   *
   * @param name whose positions; its own among all that write at the same time
   * @param producer settings of its Kafka client
   * @param consumer settings of the client that reads the positions
   * @param largestRecord in bytes
   * @param partitions of the joined topics
   * @param keep how far back what is kept goes
   * @param ahead how far ahead of the clock an entry may be
   * @param lateness how late a line may stand in its log after what it says
   * @param markEvery how often it says that nothing comes
   */
  public record Settings(
      String name,
      Map<String, Object> producer,
      Map<String, Object> consumer,
      int largestRecord,
      int partitions,
      Duration keep,
      Duration ahead,
      Duration lateness,
      Duration markEvery) {}

  /** Opens sources. */
  public interface Opener {
    /**
     * Those that are there now; what has been opened since the last {@link #open} is left out.
     *
     * @param stored the positions, by their key; null to look for what is new
     */
    List<CollectorSource> open(@Nullable Map<String, byte[]> stored) throws IOException;
  }

  /** Sees what is going on; called by the thread that collects. */
  public interface Observer {
    /** Sources were opened, at the begin, after a failure, or because they are new. */
    default void opened(List<CollectorSource> sources) {}

    /**
     * Something was written, or there was nothing to write.
     *
     * @param written entries since the start
     * @param isAtEnd whether all sources have been read to their end
     */
    default void progressed(long written, boolean isAtEnd) {}

    /** It begins again after a pause. */
    default void interrupted(String why) {}
  }

  public Collector(Settings settings, Opener opener, Observer observer) {
    this.settings = settings;
    this.opener = opener;
    this.observer = observer;
  }

  /** Collects until {@link #close}, or until another one with the same name has begun to. */
  @Override
  public void run() {
    long backoff = FIRST_BACKOFF_MS;
    while (!isStopped()) {
      Following following = new Following();
      try {
        following.run();
      } catch (TakenOver e) {
        fail(new SetupException("collect.taken", settings.name()));
        return;
      } catch (KafkaException | UncheckedIOException e) {
        if (isForbidden(e)) {
          fail(e);
          return;
        }
        backoff = following.written > 0 ? FIRST_BACKOFF_MS : backoff;
        LOG.warn("collecting stopped and goes on in {} ms", backoff, e);
        observer.interrupted(why(e));
        pause(backoff);
        backoff = Math.min(LONGEST_BACKOFF_MS, 2 * backoff);
      } catch (RuntimeException e) {
        fail(e);
        return;
      } finally {
        following.close();
      }
    }
  }

  /**
   * For a person. A producer that has failed says only that it has, and why is the cause; whoever
   * waits in vain says for how many milliseconds it did.
   */
  private static String why(RuntimeException e) {
    Throwable why = e;
    while (why.getCause() != null) {
      why = why.getCause();
    }
    return why instanceof TimeoutException
        ? "Kafka does not answer"
        : String.valueOf(why.getMessage());
  }

  private static boolean isForbidden(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }

  /** Another process has begun to collect under the same name. */
  private static final class TakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void fail(RuntimeException e) {
    LOG.error("collecting ended", e);
    failure = e;
    stop.countDown();
  }

  /** Why it ended by itself, null when it did not. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  /** Ends it after the transaction that is under way. */
  @Override
  public void close() {
    stop.countDown();
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** From connecting to the first failure. */
  private final class Following implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 5_000_000_000L;

    private final List<CollectorSource> sources = new ArrayList<>();
    private @Nullable TransactionalWriter connected;
    private long written;
    private long markedAt;
    private long lookedAt;
    private long entryAt = System.nanoTime();
    private final SilenceReport silence = new SilenceReport();

    void run() {
      refuseIfTakenOver();
      TransactionalWriter writer =
          TransactionalWriter.connect(
              settings.name(),
              settings.producer(),
              settings.largestRecord(),
              settings.partitions());
      connected = writer;
      takeOver(writer);
      open(PositionsTopic.read(settings.name(), settings.consumer()));
      Merge merge = merge();
      while (!isStopped()) {
        if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS && open(null)) {
          merge = merge();
        }
        if (!step(writer, merge)) {
          pause(isQuiet() ? QUIET_PAUSE_MS : PAUSE_MS);
        }
      }
    }

    /**
     * A producer that is connected anew ends the one before it, so two processes would end each
     * other for ever. A process that begins takes over; one that begins again looks first whether
     * another has done so. Kafka alone does not distinguish that from a transaction that took too
     * long.
     */
    private void refuseIfTakenOver() {
      if (hasWritten) {
        byte[] last = PositionsTopic.read(settings.name(), settings.consumer()).get(OWNER);
        if (!Arrays.equals(last, owner)) {
          throw new TakenOver();
        }
      }
    }

    /**
     * Before anything else: until it is written, another process that is ended by this one takes
     * itself for the last one and ends this one in turn.
     */
    private void takeOver(TransactionalWriter writer) {
      writer.write(List.of(), Map.of(OWNER, owner), 0);
      hasWritten = true;
    }

    private Merge merge() {
      return new Merge(sources, settings.keep(), settings.ahead());
    }

    private boolean open(@Nullable Map<String, byte[]> stored) {
      lookedAt = System.nanoTime();
      try {
        List<CollectorSource> opened = opener.open(stored);
        sources.addAll(opened);
        if (!opened.isEmpty()) {
          observer.opened(List.copyOf(sources));
        }
        return !opened.isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** One transaction, if there is anything to write. Returns whether there was an entry. */
    private boolean step(TransactionalWriter writer, Merge merge) {
      long now = System.currentTimeMillis();
      List<CollectedEntry> entries = merge.take(MOST_ENTRIES, MOST_BYTES, now);
      Map<String, byte[]> positions = merge.changedPositions();
      boolean isRead = !positions.isEmpty();
      positions.putAll(silence.changed(sources, now));
      boolean isMarkDue = System.nanoTime() - markedAt >= markEvery().toNanos();
      if (!entries.isEmpty() || !positions.isEmpty() || isMarkDue) {
        writer.write(entries, positions, Math.min(now, merge.reached(settings.lateness())));
        markedAt = System.nanoTime();
        written += entries.size();
        entryAt = entries.isEmpty() ? entryAt : markedAt;
      }
      sources.forEach(CollectorSource::committed);
      observer.progressed(written, merge.isAtEnd());
      return !entries.isEmpty() || isRead;
    }

    /** What came last is judged by then: there is less hurry. */
    private Duration markEvery() {
      return isQuiet() ? settings.markEvery().multipliedBy(QUIET_FACTOR) : settings.markEvery();
    }

    private boolean isQuiet() {
      return System.nanoTime() - entryAt > QUIET_AFTER.toNanos();
    }

    @Override
    public void close() {
      if (connected != null) {
        connected.close();
      }
      for (CollectorSource source : sources) {
        source.failed();
        try {
          source.close();
        } catch (IOException e) {
          LOG.warn("cannot close {}", source.name(), e);
        }
      }
    }
  }
}
