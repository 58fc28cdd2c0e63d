package dev.todoku.readmodel;

import dev.todoku.schema.Address;
import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.WaitingMail;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What waits in the queues of mail servers, as they were last asked. */
public final class QueueView {
  /** The mails of a snapshot by their ids. */
  private record Queue(
      QueueSnapshot snapshot,
      Map<String, List<WaitingMail>> byId,
      Map<String, List<QueueSnapshot.GoneMail>> goneById) {}

  private final Address addresses;
  private final Map<String, Queue> byHost = new ConcurrentHashMap<>();

  public QueueView(Address addresses) {
    this.addresses = addresses;
  }

  /** Takes the place of what the same server said before. */
  public void add(QueueSnapshot snapshot) {
    byHost.put(
        snapshot.host(),
        new Queue(
            snapshot,
            snapshot.mails().stream().collect(Collectors.groupingBy(WaitingMail::queueId)),
            snapshot.gone().stream().collect(Collectors.groupingBy(one -> one.mail().queueId()))));
  }

  /** The latest of each server. */
  public Collection<QueueSnapshot> all() {
    return byHost.values().stream().map(Queue::snapshot).toList();
  }

  /**
   * The mail that waits under an id for a recipient, or that has left the queue for a minute; empty
   * when it was not seen there.
   *
   * @param recipient address as it came
   */
  public Optional<QueueSnapshot.Found> find(String queueId, String recipient) {
    String wanted = addresses.normal(recipient);
    for (Queue queue : byHost.values()) {
      for (WaitingMail mail : queue.byId().getOrDefault(queueId, List.of())) {
        if (addresses.normal(mail.recipient()).equals(wanted)) {
          return Optional.of(
              new QueueSnapshot.Found(
                  queue.snapshot().host(), queue.snapshot().takenAt(), 0, mail));
        }
      }
    }
    return byHost.values().stream().flatMap(queue -> gone(queue, queueId, wanted)).findFirst();
  }

  /** The log gets a minute to say by which way it left. */
  private Stream<QueueSnapshot.Found> gone(Queue queue, String queueId, String recipient) {
    return queue.goneById().getOrDefault(queueId, List.of()).stream()
        .filter(one -> one.goneAt() < queue.snapshot().takenAt())
        .filter(one -> addresses.normal(one.mail().recipient()).equals(recipient))
        .map(
            one ->
                new QueueSnapshot.Found(
                    queue.snapshot().host(), one.seenAt(), one.goneAt(), one.mail()));
  }
}
