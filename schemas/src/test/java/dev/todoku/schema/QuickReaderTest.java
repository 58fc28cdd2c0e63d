package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The quick way reads all that is written, and never anything that data binding would not. */
class QuickReaderTest {
  private static final int RECORDS = 50 * Integer.getInteger("todoku.longer", 1);
  private static final int MUTANTS = 100 * Integer.getInteger("todoku.longer", 1);

  static List<JsonTopic> topics() {
    return JsonTopic.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatTheSerdesWriteHoldsNoSurprise(JsonTopic topic) {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    JsonSerde<?> serde = JsonSerde.of(topic.type);
    for (int i = 0; i < RECORDS; i++) {
      Object value = new RandomRecords(topic, random, random.nextDouble()).next();
      byte[] json = topic.write(value).getBytes(StandardCharsets.UTF_8);
      assertThat(serde.quicklyRead(json)).as("seed %d", seed).isEqualTo(serde.bind(json));
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatIsReadQuicklyIsWhatDataBindingReads(JsonTopic topic) {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    JsonSerde<?> serde = JsonSerde.of(topic.type);
    for (JsonNode document : BrokenJsonTest.fullDocuments(topic)) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = BrokenJsonTest.damaged(JsonTopic.bytes(document), random);
        String shown = "seed " + seed + ": " + new String(mutant, StandardCharsets.UTF_8);
        if (catchThrowable(() -> serde.quicklyRead(mutant)) == null) {
          assertThat(serde.quicklyRead(mutant)).as(shown).isEqualTo(serde.bind(mutant));
        }
      }
    }
  }
}
