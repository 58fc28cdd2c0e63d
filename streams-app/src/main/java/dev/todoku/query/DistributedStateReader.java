package dev.todoku.query;

import dev.todoku.message.MessageState;
import dev.todoku.message.MessageStateCodec;
import dev.todoku.recipients.RecipientState;
import dev.todoku.recipients.RecipientStateCodec;
import dev.todoku.topology.LocalState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * State of all instances. A key lives on one of them, by its partition; the others forward. While
 * partitions move, as when an instance ends, it asks again until the new owner answers; standbys,
 * where there are any, answer at once.
 */
public final class DistributedStateReader implements StateReader {
  private static final Duration RETRY = Duration.ofMillis(50);

  private final LocalState local;
  private final HostInfo self;
  private final PeerClient peer;
  private final Duration patience;

  /**
   * State of all instances.
   *
   * @param self how other instances reach this one
   * @param patience how long a question waits for partitions to settle
   */
  public DistributedStateReader(
      LocalState local, HostInfo self, PeerClient peer, Duration patience) {
    this.local = local;
    this.self = self;
    this.peer = peer;
    this.patience = patience;
  }

  @Override
  public RecipientState recipient(String recipient) {
    List<byte[]> found = find(StateKind.RECIPIENT, recipient);
    return found.isEmpty() ? RecipientState.NONE : RecipientStateCodec.decode(found.get(0));
  }

  @Override
  public List<MessageState> message(String messageId) {
    return find(StateKind.MESSAGE, messageId).stream().map(MessageStateCodec::decode).toList();
  }

  @Override
  public List<MessageState> copies(String messageId, String recipient) {
    return find(StateKind.COPY, messageId + '\n' + recipient).stream()
        .map(MessageStateCodec::decode)
        .toList();
  }

  /**
   * What this instance itself has, for another one that asks.
   *
   * @throws NotNowException when it has not
   */
  public List<byte[]> own(StateKind kind, String key, int partition) {
    try {
      return kind.read(local, key, partition);
    } catch (InvalidStateStoreException | IllegalStateException moved) {
      throw new NotNowException("this instance does not have it");
    }
  }

  private List<byte[]> find(StateKind kind, String key) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      KeyQueryMetadata owner = kind.owner(local, key);
      for (HostInfo host : hosts(owner)) {
        Optional<List<byte[]>> answer = ask(host, kind, key, owner.partition());
        if (answer.isPresent()) {
          return answer.orElseThrow();
        }
      }
      if (System.nanoTime() > deadline) {
        throw new NotNowException(
            "partitions are moving between instances, or the owner does not answer");
      }
      LockSupport.parkNanos(RETRY.toNanos());
    }
  }

  private Optional<List<byte[]>> ask(HostInfo host, StateKind kind, String key, int partition) {
    try {
      return Optional.of(
          host.equals(self) ? own(kind, key, partition) : peer.ask(host, kind, key, partition));
    } catch (NotNowException anotherMayAnswer) {
      return Optional.empty();
    }
  }

  /** The active one first; nobody while it is not known. */
  private static List<HostInfo> hosts(KeyQueryMetadata owner) {
    if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      return List.of();
    }
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(owner.activeHost());
    hosts.addAll(owner.standbyHosts());
    return hosts;
  }
}
