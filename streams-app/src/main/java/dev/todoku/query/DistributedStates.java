package dev.todoku.query;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.correlation.MessageFactsCodec;
import dev.todoku.pipeline.LocalState;
import dev.todoku.recipient.RecipientState;
import dev.todoku.recipient.RecipientStateCodec;
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
public final class DistributedStates implements States {
  private static final Duration RETRY = Duration.ofMillis(50);

  private final LocalState local;
  private final HostInfo self;
  private final Neighbour neighbour;
  private final Duration patience;

  /**
   * State of all instances.
   *
   * @param self how other instances reach this one
   * @param patience how long a question waits for partitions to settle
   */
  public DistributedStates(
      LocalState local, HostInfo self, Neighbour neighbour, Duration patience) {
    this.local = local;
    this.self = self;
    this.neighbour = neighbour;
    this.patience = patience;
  }

  @Override
  public RecipientState recipient(String recipient) {
    List<byte[]> found = find(Kind.RECIPIENT, recipient);
    return found.isEmpty() ? RecipientState.NONE : RecipientStateCodec.decode(found.get(0));
  }

  @Override
  public List<MessageFacts> message(String messageId) {
    return find(Kind.MESSAGE, messageId).stream().map(MessageFactsCodec::decode).toList();
  }

  @Override
  public List<MessageFacts> copies(String messageId, String recipient) {
    return find(Kind.COPY, messageId + '\n' + recipient).stream()
        .map(MessageFactsCodec::decode)
        .toList();
  }

  /**
   * What this instance itself has, for another one that asks.
   *
   * @throws NotNowException when it has not
   */
  public List<byte[]> own(Kind kind, String key, int partition) {
    try {
      return kind.read(local, key, partition);
    } catch (InvalidStateStoreException | IllegalStateException moved) {
      throw new NotNowException("this instance does not have it");
    }
  }

  private List<byte[]> find(Kind kind, String key) {
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

  private Optional<List<byte[]>> ask(HostInfo host, Kind kind, String key, int partition) {
    try {
      return Optional.of(
          host.equals(self)
              ? own(kind, key, partition)
              : neighbour.ask(host, kind, key, partition));
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
