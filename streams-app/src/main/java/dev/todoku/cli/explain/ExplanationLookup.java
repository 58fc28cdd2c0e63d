package dev.todoku.cli.explain;

import dev.todoku.cli.explain.PartitionScan.Wanted;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.History;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.privacy.HiddenAddresses;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.privacy.Revealed;
import dev.todoku.schema.Address;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.MessageId;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks up an address or a message. Both have an {@code @}: it asks for both, and takes what is
 * found.
 */
final class ExplanationLookup {
  private static final List<Topic<?, ?>> BY_RECIPIENT =
      List.of(
          Topics.OUTCOMES,
          Topics.RECIPIENT_HEALTH,
          Topics.REJECTIONS,
          Topics.UNMATCHED,
          Topics.RECIPIENTS);

  private static final List<Topic<?, ?>> BY_MESSAGE =
      List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES, Topics.FEEDBACK);

  private static final List<Topic<?, ?>> NAMING_OWN_IDS =
      List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES);

  /** Of each partition of mail.sends: at 300 mails a second and 4 partitions, 20 minutes. */
  private static final int LATEST_SENDS = 100_000;

  private final PartitionScan scan;
  private final Address addresses;
  private final Explainer explainer;
  private final Optional<Pseudonyms> pseudonyms;
  private int unreadable;

  /**
   * An explainer.
   *
   * @param pseudonyms what stands for addresses on the topics, empty when they do themselves
   */
  ExplanationLookup(
      PartitionScan scan, Address addresses, Explainer explainer, Optional<Pseudonyms> pseudonyms) {
    this.scan = scan;
    this.addresses = addresses;
    this.explainer = explainer;
    this.pseudonyms = pseudonyms;
  }

  /**
   * What is known; empty when nothing is.
   *
   * @param limit how many messages of an address to show, the latest
   */
  Optional<Explanation> explain(String query, int limit) {
    String address = addresses.normal(query);
    String messageId = MessageId.normal(query);
    History asked =
        read(address, Stream.concat(wanted(BY_RECIPIENT, address), wanted(BY_MESSAGE, messageId)));
    Set<String> recipients = explainer.recipients(asked, messageId);
    if (!recipients.isEmpty()) {
      return Optional.of(ofMessage(messageId, asked, recipients));
    }
    History known = asked.and(latestSends(address));
    return known.isEmpty() ? ofOwnId(query) : Optional.of(ofAddress(address, known, limit));
  }

  /** The message that a server or a service calls {@code ownId}, among the latest events. */
  private Optional<Explanation> ofOwnId(String ownId) {
    for (Topic<?, ?> topic : NAMING_OWN_IDS) {
      for (ConsumerRecord<byte[], byte[]> record :
          scan.latest(topic.name(), LATEST_SENDS, one -> OwnIds.isOf(ownId, one.value()))) {
        String messageId = OwnIds.messageId(record.value());
        History asked = read(messageId, wanted(BY_MESSAGE, messageId));
        Set<String> recipients = explainer.recipients(asked, messageId);
        if (!recipients.isEmpty()) {
          return Optional.of(ofMessage(messageId, asked, recipients));
        }
      }
    }
    return Optional.empty();
  }

  /** Records that were found and are none of the contract. */
  int unreadable() {
    return unreadable;
  }

  private Explanation ofAddress(String address, History asked, int limit) {
    List<String> latest = asked.messageIds().stream().limit(limit).toList();
    History events = read(address, latest.stream().flatMap(id -> wanted(BY_MESSAGE, id)));
    History all = explainer.settled(asked.and(events), address);
    return new Explanation(
        address,
        explainer.recipient(address, all),
        all.outcomes().keySet().stream()
            .limit(limit)
            .map(name -> explainer.message(all, name, address))
            .toList());
  }

  private Explanation ofMessage(String messageId, History asked, Set<String> recipients) {
    List<MessageExplanation> entries =
        recipients.stream()
            .flatMap(
                recipient ->
                    ofMessage(
                        messageId,
                        explainer.settled(
                            asked.and(read(recipient, wanted(BY_RECIPIENT, recipient))), recipient),
                        recipient))
            .toList();
    return new Explanation(messageId, null, entries);
  }

  private Stream<MessageExplanation> ofMessage(
      String messageId, History history, String recipient) {
    return history.outcomes().entrySet().stream()
        .filter(known -> known.getValue().messageId().equals(messageId))
        .map(known -> explainer.message(history, known.getKey(), recipient));
  }

  /** What is wanted, with {@code address} where its pseudonym stands. */
  private History read(String address, Stream<Wanted> wanted) {
    History history =
        FoundRecords.history(
            scan.find(wanted.collect(Collectors.toSet())), json -> revealed(json, address));
    unreadable += history.unreadable();
    return history;
  }

  /** Sends are keyed by Message-ID: what has no outcome yet is found among the latest only. */
  private History latestSends(String address) {
    return FoundRecords.history(
        scan.latest(Topics.SENDS.name(), LATEST_SENDS, record -> isTo(address, record.value())),
        UnaryOperator.identity());
  }

  private byte[] revealed(byte[] json, String address) {
    return pseudonyms.map(known -> Revealed.of(json, address, known)).orElse(json);
  }

  private boolean isTo(String address, byte[] json) {
    try {
      Send send = Topics.SENDS.valueSerde().deserializer().deserialize(Topics.SENDS.name(), json);
      return send != null && addresses.normal(send.recipient()).equals(address);
    } catch (ContractException unreadable) {
      return false;
    }
  }

  /** By the key and, where pseudonyms are keys now, by that: older records have the address. */
  private Stream<Wanted> wanted(List<Topic<?, ?>> topics, String key) {
    return topics.stream()
        .flatMap(
            topic ->
                Stream.concat(
                    Stream.of(new Wanted(topic.name(), key)),
                    pseudonyms.stream()
                        .filter(known -> HiddenAddresses.areKeyed(topic.name()))
                        .map(known -> new Wanted(topic.name(), known.of(key)))));
  }
}
