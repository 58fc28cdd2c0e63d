package dev.todoku.collect.queue;

import dev.todoku.collect.BackgroundLook;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.wire.QueueSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The queue of the mail server of this machine, asked each minute. It gives no entries: what waits
 * is its position, which takes the place of the one before.
 */
public final class QueueSource implements CollectorSource {
  private static final long EVERY_MS = 60_000;

  private final BackgroundLook<QueueSnapshot> look;
  private final QueueCommand command;
  private final String host;
  private final SourceStatus status;
  private Map<String, byte[]> changed = Map.of();
  private long askedAt;
  private long readUntil;
  private boolean wasEmpty;

  /**
   * Not asked yet.
   *
   * @param host the name of this machine, as an answer has it
   */
  public QueueSource(QueueCommand command, String host) {
    this(command, host, BackgroundLook.inThread("queue"));
  }

  QueueSource(QueueCommand command, String host, Executor background) {
    this.look = new BackgroundLook<>(background);
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
    if (!look.isRunning() && now - askedAt >= EVERY_MS) {
      askedAt = now;
      look.begin(() -> command.run(host, now));
    }
    look.take().ifPresent(this::take);
  }

  private void take(QueueSnapshot snapshot) {
    boolean isEmpty = snapshot.messages() == 0;
    if (!isEmpty || !wasEmpty) {
      changed = Map.of(QueueSnapshot.KEY + host, snapshot.encode());
    }
    wasEmpty = isEmpty;
    status.onEntry(snapshot.takenAt(), snapshot.takenAt());
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
