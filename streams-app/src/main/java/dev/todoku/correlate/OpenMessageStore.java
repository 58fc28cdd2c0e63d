package dev.todoku.correlate;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.message.MessageStateCodec;
import dev.todoku.message.Resends;
import dev.todoku.schema.Address;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.streams.DayBuckets;
import dev.todoku.wire.MessageKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** The facts of every (message, recipient) of the join window. */
final class OpenMessageStore {
  private final DayBuckets buckets;
  private final Address address;

  /**
   * One (message, recipient) in the store.
   *
   * @param facts what is known of it
   */
  record Open(Bytes key, DayBuckets.Slot slot, MessageState facts) {}

  /**
   * What the store has for an event.
   *
   * @param key of the Message-ID and recipient of the event
   * @param open the message that the event belongs to
   * @param isFree whether it is known that no message has the key on the day of the event
   */
  record Match(Bytes key, Optional<Open> open, boolean isFree) {}

  OpenMessageStore(DayBuckets buckets, Address address) {
    this.buckets = buckets;
    this.address = address;
  }

  /** Whether an event of {@code time} comes too late for a stream that has reached {@code now}. */
  boolean isForgotten(long time, long now) {
    return buckets.isForgotten(time, now);
  }

  private Bytes key(String messageId, String recipient) {
    return MessageKey.of(messageId, address.normal(recipient));
  }

  Optional<Open> find(Bytes key, long time, long now) {
    return buckets.find(key, time, now).map(slot -> open(key, slot));
  }

  /** The message that an event belongs to which is hardly its first, as {@link #match}. */
  Optional<Open> find(MailEvent event, String recipient, long now) {
    return match(event, recipient, now).open();
  }

  /**
   * The message to {@code recipient} that an event belongs to: of several of one Message-ID the one
   * that was sent when the event says, or under the queue id that it names, else the latest before
   * it.
   */
  Match match(MailEvent mailEvent, String recipient, long now) {
    Bytes key = key(mailEvent.messageId(), recipient);
    EventTrace event = EventTrace.of(mailEvent);
    // A send should be the first of its message.
    boolean first = mailEvent instanceof Send;
    long from = event.sentAt() == 0 ? event.time() : event.sentAt();
    Optional<DayBuckets.Slot> slot =
        first ? buckets.findFromStart(key, from, now) : buckets.find(key, from, now);
    return slot.isEmpty()
        ? new Match(key, Optional.empty(), DayBuckets.areOneDay(from, event.time()))
        : new Match(key, ofEvent(open(key, slot.get()), event), false);
  }

  private Optional<Open> ofEvent(Open latestOfKey, EventTrace event) {
    Optional<Open> found = Optional.of(latestOfKey);
    if (event.sentAt() != 0) {
      return found
          .filter(open -> isOnItsWay(open.facts(), event))
          .or(() -> found.flatMap(open -> sentAt(open, event.sentAt())));
    }
    Open latest = latest(latestOfKey, event);
    return Optional.of(event.isOfOtherQueue(latest.facts()) ? ofQueue(latest, event) : latest);
  }

  /**
   * Whether a later send time is that of the next queue on the way of one message: a filter or
   * relay passed it on, or an application has announced what no queue has taken yet.
   */
  private static boolean isOnItsWay(MessageState known, EventTrace event) {
    boolean isPassedOn = known.way().hops().stream().anyMatch(hop -> hop.acceptedAt() != 0);
    boolean isAnnouncedOnly =
        known.queueId() == null && known.attemptedAt() == 0 && event.queueId() != null;
    return isPassedOn || isAnnouncedOnly;
  }

  /** The one of that day that was sent at a time; empty when it is not known yet. */
  private Optional<Open> sentAt(Open open, long sentAt) {
    if (!Resends.areApart(open.facts().sentAt(), sentAt)) {
      return Optional.of(open);
    }
    Bytes other = MessageKey.again(open.key(), sentAt);
    return buckets.at(other, open.slot().day()).map(slot -> open(other, slot));
  }

  private Open latest(Open open, EventTrace event) {
    Open latest = open;
    for (long sentAt : open.facts().resends()) {
      Optional<Open> other = sentAt(open, sentAt);
      if (other.isPresent() && (sentAt <= event.time() || event.isOfQueue(other.get().facts()))) {
        latest = other.get();
        if (event.isOfQueue(latest.facts())) {
          return latest;
        }
      }
    }
    return event.isOfQueue(open.facts()) ? open : latest;
  }

  /** An earlier one whose queue id the event names, else the latest. */
  private Open ofQueue(Open latest, EventTrace event) {
    for (long day = latest.slot().day(); day > event.time() - buckets.keptMs(); ) {
      day -= DayBuckets.DAY_MS;
      Optional<Open> earlier = buckets.at(latest.key(), day).map(slot -> open(latest.key(), slot));
      if (earlier.isPresent() && event.isOfQueue(earlier.get().facts())) {
        return earlier.get();
      }
    }
    return latest;
  }

  /** The message's recipient when it has only one. */
  Optional<Open> onlyRecipient(String messageId, long time) {
    List<Open> all =
        buckets
            .between(MessageKey.first(messageId), MessageKey.last(messageId), time)
            .entrySet()
            .stream()
            .map(slot -> open(slot.getKey(), slot.getValue()))
            .toList();
    long recipients = all.stream().map(this::recipient).distinct().count();
    return recipients == 1
        ? all.stream().max(Comparator.comparingLong(open -> open.facts().sentAt()))
        : Optional.empty();
  }

  /** Whether others are known to whom the message was sent. */
  boolean hasOthers(String messageId, Open open, long time) {
    return buckets
        .between(MessageKey.first(messageId), MessageKey.last(messageId), time)
        .entrySet()
        .stream()
        .filter(slot -> !slot.getKey().equals(open.key()))
        .map(slot -> open(slot.getKey(), slot.getValue()))
        .anyMatch(other -> !recipient(other).equals(recipient(open)));
  }

  private String recipient(Open open) {
    return address.normal(open.facts().recipient());
  }

  /**
   * Adds a message; one of the same Message-ID that was sent earlier that day remembers it.
   *
   * @param match what the store has for the event that it begins with; where {@link Match#isFree} a
   *     second look would find nothing
   */
  Open create(Match match, MessageState state, long time) {
    Bytes key = match.key();
    Optional<Open> first =
        match.isFree() ? Optional.empty() : buckets.on(key, time).map(slot -> open(key, slot));
    first.ifPresent(open -> merge(open, EventState.ofResend(state.recipient(), state.sentAt())));
    Bytes own = first.isPresent() ? MessageKey.again(key, state.sentAt()) : key;
    return new Open(own, buckets.create(own, MessageStateCodec.encode(state), time), state);
  }

  /** Adds {@code state} to a message; returns it as it is now, empty when nothing of it is new. */
  Optional<Open> merge(Open open, MessageState state) {
    MessageState merged = open.facts().merge(state);
    if (merged.equals(open.facts())) {
      return Optional.empty();
    }
    DayBuckets.Slot slot =
        buckets.replace(open.key(), MessageStateCodec.encode(merged), open.slot());
    return Optional.of(new Open(open.key(), slot, merged));
  }

  private static Open open(Bytes key, DayBuckets.Slot slot) {
    return new Open(key, slot, MessageStateCodec.decode(slot.value()));
  }
}
