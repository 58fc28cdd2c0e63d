package dev.todoku.collect.queue;

import dev.todoku.collect.BackgroundLook;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.wire.QueueSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
  private QueueSnapshot last;

  /**
   * Not asked yet.
   *
   * @param host the name of this machine, as an answer has it
   * @param stored the positions of all sources, by their key
   */
  public QueueSource(QueueCommand command, String host, Map<String, byte[]> stored) {
    this(command, host, stored, BackgroundLook.inThread("queue"));
  }

  QueueSource(QueueCommand command, String host, Map<String, byte[]> stored, Executor background) {
    this.look = new BackgroundLook<>(background);
    this.command = command;
    this.host = host;
    this.last = lastOf(host, stored.get(QueueSnapshot.KEY + host));
    this.status = new SourceStatus(String.join(" ", command.words()));
  }

  /** What was stored by a newer Todoku, or never, is as if nothing had waited. */
  private static QueueSnapshot lastOf(String host, byte @Nullable [] stored) {
    try {
      return stored == null
          ? new QueueSnapshot(host, 0, 0, List.of())
          : QueueSnapshot.decode(stored);
    } catch (IllegalArgumentException newer) {
      return new QueueSnapshot(host, 0, 0, List.of());
    }
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

  private void take(QueueSnapshot listed) {
    QueueSnapshot snapshot = listed.after(last);
    if (last.takenAt() == 0 || says(snapshot) || says(last)) {
      changed = Map.of(QueueSnapshot.KEY + host, snapshot.encode());
    }
    last = snapshot;
    status.onEntry(snapshot.takenAt(), snapshot.takenAt());
  }

  private static boolean says(QueueSnapshot snapshot) {
    return snapshot.messages() > 0 || !snapshot.gone().isEmpty();
  }

  @Override
  public long nextTime() {
    return NOTHING;
  }

  @Override
  public @Nullable CollectedEntry take() {
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
