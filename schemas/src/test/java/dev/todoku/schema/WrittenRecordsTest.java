package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the serdes write is what the schemas promise, and reads back. */
class WrittenRecordsTest {
  private static final int RECORDS = 500;
  private static final long TIME = 1_795_219_200_000L;

  static List<JsonTopic> topics() {
    return JsonTopic.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyRecordKeepsToItsSchemaAndReadsBack(JsonTopic topic) {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    for (int i = 0; i < RECORDS; i++) {
      Object value = new RandomRecords(topic, random, random.nextDouble()).next();
      String json = topic.write(value);
      assertThat(topic.violations(json)).as("seed %d: %s", seed, json).isEmpty();
      assertThat(topic.read(json.getBytes(StandardCharsets.UTF_8)))
          .as("seed %d: %s", seed, json)
          .isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyExampleKeepsToItsSchemaAndIsWrittenAsItWasRead(JsonTopic topic) {
    assertThat(topic.examples()).hasSameSizeAs(topic.roots());
    for (JsonNode example : topic.examples()) {
      assertThat(topic.violations(example)).isEmpty();
      assertThat(JsonTopic.tree(topic.write(topic.read(example)))).isEqualTo(example);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void fieldsOfLaterVersionsAreTolerated(JsonTopic topic) {
    for (JsonNode example : topic.examples()) {
      ObjectNode later = ((ObjectNode) example.deepCopy()).put("newField", 1);
      later.putObject("newPart").putArray("newList").add("x").addNull();

      assertThat(topic.violations(later)).isEmpty();
      assertThat(topic.read(later)).isEqualTo(topic.read(example));
    }
  }

  @Test
  void theEmptySenderOfNoticesIsNotAnUnknownOne() {
    Send notice = Send.builder("a@b", "x@y", TIME).envelopeFrom("").build();

    assertThat(Topics.SENDS.valueSerde().serializer().serialize("", notice))
        .asString()
        .isEqualTo(
            """
            {"messageId":"a@b","recipient":"x@y","time":1795219200000,"envelopeFrom":"",\
            "origin":{}}""");
  }

  @Test
  void countsOfNothingAreWrittenButTimesThatNeverCameAreNot() {
    RecipientHealth health =
        RecipientHealth.builder("x@y", TIME, RecipientHealth.Change.RESET).build();

    assertThat(Topics.RECIPIENT_HEALTH.valueSerde().serializer().serialize("", health))
        .asString()
        .isEqualTo(
            """
            {"recipient":"x@y","time":1795219200000,"change":"RESET","deadCount":0,"softCount":0,\
            "suppressed":false,"proven":false}""");
  }

  @Test
  void aNullValueIsANullPayload() {
    assertThat(Topics.SENDS.valueSerde().serializer().serialize("", null)).isNull();
    assertThat(Topics.SENDS.valueSerde().deserializer().deserialize("", null)).isNull();
  }

  @Test
  void aTextThatIsCutKeepsWholeCharacters() {
    String text = "x".repeat(Limits.REPLY - 1) + "😀";

    assertThat(new SmtpReply(550, null, text, null).text()).isEqualTo("x".repeat(Limits.REPLY - 1));
  }

  @Test
  void aReplyThatIsOneTextIsReadAsCodeStatusAndText() {
    Bounce bounce =
        JsonSerde.of(Bounce.class)
            .read(
                "{\"recipient\":\"a@b.test\",\"time\":1795251600000,\"reply\":\"550 5.1.1 user unknown\"}"
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(bounce.reply())
        .isEqualTo(new SmtpReply(550, "5.1.1", "550 5.1.1 user unknown", null));
    assertThat(SmtpReply.of("SHANON 42550"))
        .isEqualTo(new SmtpReply(0, null, "SHANON 42550", null));
    assertThat(SmtpReply.of("5.2.2")).isEqualTo(new SmtpReply(0, "5.2.2", "5.2.2", null));
  }
}
