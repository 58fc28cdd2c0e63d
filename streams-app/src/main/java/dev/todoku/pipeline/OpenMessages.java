package dev.todoku.pipeline;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.correlation.MessageFactsCodec;
import dev.todoku.schema.Address;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** The facts of every (message, recipient) of the join window. */
final class OpenMessages {
  private final DayBuckets buckets;
  private final Address address;

  /**
   * One (message, recipient) in the store.
   *
   * @param facts what is known of it
   */
  record Open(Bytes key, DayBuckets.Slot slot, MessageFacts facts) {}

  OpenMessages(DayBuckets buckets, Address address) {
    this.buckets = buckets;
    this.address = address;
  }

  /** Whether an event of {@code time} comes too late for a stream that has reached {@code now}. */
  boolean isForgotten(long time, long now) {
    return buckets.isForgotten(time, now);
  }

  Bytes key(String messageId, String recipient) {
    return MessageKey.of(messageId, address.normal(recipient));
  }

  Optional<Open> find(Bytes key, long time, long now) {
    return buckets.find(key, time, now).map(slot -> open(key, slot));
  }

  /** As {@link #find}, where the event should be the message's first. */
  Optional<Open> findFromStart(Bytes key, long time, long now) {
    return buckets.findFromStart(key, time, now).map(slot -> open(key, slot));
  }

  /** The message's recipient when it has only one. */
  Optional<Open> onlyRecipient(String messageId, long time) {
    Map<Bytes, DayBuckets.Slot> all =
        buckets.between(MessageKey.first(messageId), MessageKey.last(messageId), time);
    return all.size() == 1
        ? all.entrySet().stream().findFirst().map(only -> open(only.getKey(), only.getValue()))
        : Optional.empty();
  }

  /** Whether others are known to whom the message was sent. */
  boolean hasOthers(String messageId, Bytes key, long time) {
    return buckets
        .between(MessageKey.first(messageId), MessageKey.last(messageId), time)
        .keySet()
        .stream()
        .anyMatch(other -> !other.equals(key));
  }

  void create(Bytes key, MessageFacts facts, long time) {
    buckets.create(key, MessageFactsCodec.encode(facts), time);
  }

  /** Adds {@code facts}; returns what is known now, empty when nothing of it is new. */
  Optional<MessageFacts> merge(Open open, MessageFacts facts) {
    MessageFacts merged = open.facts().merge(facts);
    if (merged.equals(open.facts())) {
      return Optional.empty();
    }
    buckets.replace(open.key(), MessageFactsCodec.encode(merged), open.slot());
    return Optional.of(merged);
  }

  private static Open open(Bytes key, DayBuckets.Slot slot) {
    return new Open(key, slot, MessageFactsCodec.decode(slot.value()));
  }
}
