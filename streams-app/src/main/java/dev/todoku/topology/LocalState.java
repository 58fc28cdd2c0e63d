package dev.todoku.topology;

import dev.todoku.message.MessageState;
import dev.todoku.message.MessageStateCodec;
import dev.todoku.message.Resends;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.RouteFact;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.Names;
import dev.todoku.streams.TaskStores;
import dev.todoku.wire.MessageKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * What this instance remembers, read from outside the stages (Kafka's "interactive queries"), and
 * which instance remembers what. Values are in their binary forms.
 */
public final class LocalState {
  /** Of one message in one answer. */
  private static final int MOST_RECIPIENTS = 1_000;

  private final KafkaStreams streams;
  private final TaskStores<ReadOnlyKeyValueStore<Bytes, byte[]>> recipients;
  private final TaskStores<ReadOnlyWindowStore<Bytes, byte[]>> messages;
  private final LongSupplier eventTime;
  private final long keptMs;

  /**
   * The state of running streams.
   *
   * @param eventTime that they have reached, epoch milliseconds; 0 when that is not known
   * @param joinWindow for how long messages are remembered
   */
  public LocalState(KafkaStreams streams, LongSupplier eventTime, Duration joinWindow) {
    this.streams = streams;
    this.recipients =
        new TaskStores<>(streams, Names.RECIPIENTS_STORE, QueryableStoreTypes.keyValueStore());
    this.messages =
        new TaskStores<>(streams, Names.MESSAGES_STORE, QueryableStoreTypes.windowStore());
    this.eventTime = eventTime;
    this.keptMs = DayBuckets.kept(joinWindow).toMillis();
  }

  /** Who remembers a recipient, named in normal form. */
  public KeyQueryMetadata ownerOfRecipient(String recipient) {
    return owner(Names.RECIPIENTS_STORE, recipient);
  }

  /** Who remembers a message, named by its Message-ID in normal form. */
  public KeyQueryMetadata ownerOfMessage(String messageId) {
    return owner(Names.MESSAGES_STORE, messageId);
  }

  /**
   * The {@link dev.todoku.recipients.RecipientState} of an address in normal form.
   *
   * @throws InvalidStateStoreException while this instance does not have it
   */
  public Optional<byte[]> recipient(String recipient, int partition) {
    Bytes key = Bytes.wrap(recipient.getBytes(StandardCharsets.UTF_8));
    return recipients.ask(partition, store -> Optional.ofNullable(store.get(key)));
  }

  /**
   * The {@link dev.todoku.message.MessageState} of a message, one for each recipient, for a
   * thousand at most.
   *
   * @throws InvalidStateStoreException while this instance does not have them
   */
  public List<byte[]> message(String messageId, int partition) {
    return messages.ask(
        partition,
        store -> between(store, MessageKey.first(messageId), MessageKey.last(messageId)));
  }

  /**
   * The {@link dev.todoku.message.MessageState} of a message to one recipient in normal form: a
   * list of none, of one, or of several where the same Message-ID was sent again.
   *
   * @throws InvalidStateStoreException while this instance does not have them
   */
  public List<byte[]> copy(String messageId, String recipient, int partition) {
    Bytes key = MessageKey.of(messageId, recipient);
    return messages.ask(
        partition,
        store -> {
          List<byte[]> found = byDay(store, key);
          return found.isEmpty() ? between(store, key, key) : found;
        });
  }

  /**
   * Where mail to {@code domain} went at {@code time}; empty when that was not known then, or while
   * this instance cannot know.
   */
  public Optional<RouteFact> route(String domain, long time) {
    try {
      return facts().route(domain, time);
    } catch (InvalidStateStoreException notNow) {
      return Optional.empty();
    }
  }

  /**
   * What the DNS said of senders, as {@link dev.todoku.dns.fact.KnownFacts} has it; empty while
   * this instance cannot know.
   */
  public List<DnsFact> factsAbout(Set<String> ips, Set<String> domains, long time) {
    try {
      return facts().about(ips, domains, time);
    } catch (InvalidStateStoreException notNow) {
      return List.of();
    }
  }

  private FactLookup facts() {
    return new FactLookup(
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Names.DNS_FACTS_STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())));
  }

  /**
   * A point lookup a day, of which most cost a Bloom filter: a range opens an iterator for each.
   * Empty when no day has it that this instance's tasks have come to; a copy of the state may be
   * further.
   */
  private List<byte[]> byDay(ReadOnlyWindowStore<Bytes, byte[]> store, Bytes key) {
    List<MessageState> found = new ArrayList<>();
    for (long day : DayBuckets.days(oldest(), eventTime.getAsLong())) {
      byte[] slot = store.fetch(key, day);
      if (slot != null) {
        MessageState first = MessageStateCodec.decode(slot);
        add(found, first);
        for (long sentAt : first.resends()) {
          byte[] again = store.fetch(MessageKey.again(key, sentAt), day);
          if (again != null) {
            add(found, MessageStateCodec.decode(again));
          }
        }
      }
    }
    return encoded(found);
  }

  private List<byte[]> between(ReadOnlyWindowStore<Bytes, byte[]> store, Bytes from, Bytes to) {
    Map<Bytes, List<MessageState>> found = new LinkedHashMap<>();
    try (KeyValueIterator<Windowed<Bytes>, byte[]> slots =
        store.fetch(
            from, to, Instant.ofEpochMilli(oldest()), Instant.ofEpochMilli(Long.MAX_VALUE))) {
      while (slots.hasNext() && found.size() < MOST_RECIPIENTS) {
        KeyValue<Windowed<Bytes>, byte[]> slot = slots.next();
        add(
            found.computeIfAbsent(slot.key.key(), key -> new ArrayList<>(1)),
            MessageStateCodec.decode(slot.value));
      }
    }
    return encoded(found.values().stream().flatMap(List::stream).toList());
  }

  /** A message may lie in two days when it came out of order; what was sent again is another. */
  private static void add(List<MessageState> known, MessageState state) {
    for (int i = 0; i < known.size(); i++) {
      if (!Resends.areApart(known.get(i).sentAt(), state.sentAt())) {
        known.set(i, known.get(i).merge(state));
        return;
      }
    }
    known.add(state);
  }

  private static List<byte[]> encoded(List<MessageState> facts) {
    return facts.stream().map(MessageStateCodec::encode).toList();
  }

  /**
   * The cache of a window store is asked for each day of the range, since 1970 if need be, which
   * takes milliseconds. Twice what is kept, since one task may be behind another.
   */
  private long oldest() {
    return Math.max(0, eventTime.getAsLong() - 2 * keptMs);
  }

  private KeyQueryMetadata owner(String store, String key) {
    try {
      return streams.queryMetadataForKey(store, key, new StringSerializer());
    } catch (IllegalStateException notRunning) {
      return KeyQueryMetadata.NOT_AVAILABLE;
    }
  }
}
