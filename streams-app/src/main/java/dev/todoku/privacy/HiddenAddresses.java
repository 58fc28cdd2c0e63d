package dev.todoku.privacy;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Which topics are meant for others, and how they are written so that no address leaves. What
 * Todoku itself has to read, the events and the internal topics, keeps addresses as they are.
 */
public final class HiddenAddresses {
  private static final Set<String> KEYED_BY_RECIPIENT =
      Set.of(
          Topics.OUTCOMES.name(),
          Topics.FAILURES.name(),
          Topics.UNMATCHED.name(),
          Topics.REJECTIONS.name(),
          Topics.RECIPIENT_HEALTH.name());

  private static final Set<String> WITH_SAMPLES =
      Set.of(Topics.SIGNALS.name(), Topics.ALERTS.name(), Topics.OPEN_INCIDENTS.name());

  private HiddenAddresses() {}

  /** The topic as it is to be written. */
  public static <K, V> Topic<K, V> of(Topic<K, V> topic, Pseudonyms pseudonyms) {
    boolean isKeyed = KEYED_BY_RECIPIENT.contains(topic.name());
    if (!isKeyed && !WITH_SAMPLES.contains(topic.name())) {
      return topic;
    }
    return new Topic<>(
        topic.name(),
        isKeyed ? key(topic.keySerde(), pseudonyms) : topic.keySerde(),
        value(topic.valueSerde(), pseudonyms));
  }

  /** Whether pseudonyms are the keys of {@code topic}. */
  public static boolean areKeyed(String topic) {
    return KEYED_BY_RECIPIENT.contains(topic);
  }

  private static <K> Serde<K> key(Serde<K> plain, Pseudonyms pseudonyms) {
    Serializer<K> serializer = plain.serializer();
    return Serdes.serdeFrom(
        (topic, key) ->
            pseudonyms
                .of(new String(serializer.serialize(topic, key), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8),
        plain.deserializer());
  }

  private static <V> Serde<V> value(Serde<V> plain, Pseudonyms pseudonyms) {
    Serializer<V> serializer = plain.serializer();
    PrivateJson json = new PrivateJson(pseudonyms);
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : json.hide(serializer.serialize(topic, value)),
        plain.deserializer());
  }
}
