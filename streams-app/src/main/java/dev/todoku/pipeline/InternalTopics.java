package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Topic;
import dev.todoku.tally.Tally;
import dev.todoku.tally.TallyCodec;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Topics between stages that are nobody else's business: binary, kept for a day. */
public final class InternalTopics {
  private static final SmileForm<Bounce> BOUNCE = new SmileForm<>(Bounce.class);

  /** Bounces whose Message-ID is missing or unknown, keyed by recipient in normal form. */
  static final Topic<String, Bounce> SEARCHES =
      topic("todoku.searches", BOUNCE::encode, BOUNCE::decode);

  /** Bounces whose message was found by another identity, keyed by message-id. */
  static final Topic<String, Bounce> FOUND = topic("todoku.found", BOUNCE::encode, BOUNCE::decode);

  /** What each change of an outcome adds, keyed by provider. */
  static final Topic<String, Tally> TALLIES =
      topic("todoku.tallies", TallyCodec::encode, TallyCodec::decode);

  private InternalTopics() {}

  /** Names of all internal topics. */
  public static List<String> names() {
    return List.of(SEARCHES.name(), FOUND.name(), TALLIES.name());
  }

  private static <T> Topic<String, T> topic(
      String name, Function<T, byte[]> encode, Function<byte[], T> decode) {
    Serde<T> serde =
        Serdes.serdeFrom(
            (topic, value) -> encode.apply(value), (topic, bytes) -> decode.apply(bytes));
    return new Topic<>(name, Serdes.String(), serde);
  }
}
