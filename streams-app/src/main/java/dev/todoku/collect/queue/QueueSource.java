package dev.todoku.collect.queue;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.wire.QueueSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The queue of the mail server of this machine, asked each minute. It gives no entries: what waits
 * is its position, which takes the place of the one before.
 */
public final class QueueSource implements CollectorSource {
  private static final long EVERY_MS = 60_000;

  private final Executor background;
  private final QueueCommand command;
  private final String host;
  private final SourceStatus status;
  private CompletableFuture<QueueSnapshot> asked;
  private Map<String, byte[]> changed = Map.of();
  private long askedAt;
  private long readUntil;
  private boolean wasEmpty;
  private IOException failure;

  /**
   * Not asked yet.
   *
   * @param host the name of this machine, as an answer has it
   */
  public QueueSource(QueueCommand command, String host) {
    this(command, host, QueueSource::start);
  }

  QueueSource(QueueCommand command, String host, Executor background) {
    this.background = background;
    this.command = command;
    this.host = host;
    this.status = new SourceStatus(String.join(" ", command.words()));
  }

  @Override
  public String name() {
    return status.name();
  }

  /** Asks in a thread of its own: a busy server may take a while to answer. */
  @Override
  public void poll(long now) throws IOException {
    readUntil = now;
    if (asked == null && now - askedAt >= EVERY_MS) {
      askedAt = now;
      asked = CompletableFuture.supplyAsync(() -> ask(now), background);
    }
    if (asked != null && asked.isDone()) {
      take(asked);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void take(CompletableFuture<QueueSnapshot> done) {
    asked = null;
    QueueSnapshot snapshot;
    try {
      snapshot = done.join();
    } catch (CompletionException e) {
      failure = new IOException(e.getCause().getMessage(), e);
      return;
    }
    failure = null;
    boolean isEmpty = snapshot.messages() == 0;
    if (!isEmpty || !wasEmpty) {
      changed = Map.of(QueueSnapshot.KEY + host, snapshot.encode());
    }
    wasEmpty = isEmpty;
    status.onEntry(snapshot.takenAt(), snapshot.takenAt());
  }

  private QueueSnapshot ask(long now) {
    try {
      return command.run(host, now);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void start(Runnable asking) {
    Thread thread = new Thread(asking, "queue");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public long nextTime() {
    return NOTHING;
  }

  @Override
  public CollectedEntry take() {
    return null;
  }

  /** It holds up nothing: no entry comes from here. */
  @Override
  public long readUntil() {
    return readUntil;
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    Map<String, byte[]> now = changed;
    changed = Map.of();
    return now;
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  @Override
  public void close() {
    // The command ends by itself, within its patience.
  }
}
