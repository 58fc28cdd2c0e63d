package dev.todoku.schema;

import static dev.todoku.schema.JsonTopic.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.Error;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is not a record of its topic is a {@link ContractException} of one line. */
class BrokenJsonTest {
  private static final int LONGER = Integer.getInteger("todoku.longer", 1);
  private static final int MUTANTS = 250 * LONGER;
  private static final long SEED = 20_261_121;

  private static final Set<String> REPLIES = Set.of("reply", "deferralReply");

  /** What is for reading only is cut; a limit on it would refuse mail for its subject. */
  private static final Pattern IS_CUT =
      Pattern.compile("(^|\\.)(reply\\.text|deferralReply\\.text|subject)$");

  static List<JsonTopic> topics() {
    return JsonTopic.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatIsRequiredBySchemaAndRecordIsTheSame(JsonTopic topic) {
    for (JsonNode document : fullDocuments(topic)) {
      for (Property property : properties(document)) {
        JsonNode lacking = property.removedFrom(document);
        assertThat(reads(topic, lacking))
            .as("%s without %s", document, property)
            .isEqualTo(topic.violations(lacking).isEmpty());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aRequiredFieldThatIsMissingOrNullIsNamed(JsonTopic topic) {
    for (JsonNode example : topic.examples()) {
      for (Property property : properties(example)) {
        JsonNode lacking = property.removedFrom(example);
        boolean isRequired =
            topic.violations(lacking).stream()
                .anyMatch(error -> property.name().equals(error.getProperty()));
        if (isRequired && !property.toString().equals("event.bounce")) {
          assertThat(refusal(topic, bytes(lacking)))
              .isEqualTo(property + " is required")
              .isEqualTo(refusal(topic, bytes(property.setIn(example, "null"))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void anOptionalFieldThatIsNullCountsAsAbsent(JsonTopic topic) {
    for (JsonNode document : fullDocuments(topic)) {
      for (Property property : properties(document)) {
        JsonNode lacking = property.removedFrom(document);
        if (reads(topic, lacking)) {
          JsonNode withNull = property.setIn(document, "null");
          if (!property.path().contains("reasons")) {
            assertThat(topic.read(withNull)).isEqualTo(topic.read(lacking));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aValueOfAnotherTypeIsRefusedAndNamed(JsonTopic topic) {
    for (JsonNode document : fullDocuments(topic)) {
      for (Property property : properties(document)) {
        for (String other :
            List.of("\"1\"", "\"\"", "1", "-7", "1.0", "1.5", "true", "[]", "[1]", "{}")) {
          JsonNode changed = property.setIn(document, other);
          if (isLeniency(property, other)) {
            continue;
          }
          if (topic.violations(changed).isEmpty()) {
            assertThat(reads(topic, changed)).as("%s = %s", property, other).isTrue();
          } else {
            assertThat(refusal(topic, bytes(changed))).startsWith(property.toString());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aTextIsTakenUpToItsLimitAndBeyondItRefusedAndNamedOrCut(JsonTopic topic) {
    for (JsonNode document : fullDocuments(topic)) {
      for (Property property : properties(document)) {
        JsonNode tooLong = property.setIn(document, text(4_001));
        OptionalInt limit = limit(topic.violations(tooLong));
        if (limit.isEmpty()) {
          continue;
        }
        JsonNode longest = property.setIn(document, text(limit.getAsInt()));
        JsonNode oneMore = property.setIn(document, text(limit.getAsInt() + 1));

        assertThat(JsonTopic.tree(topic.write(topic.read(longest)))).isEqualTo(longest);
        if (IS_CUT.matcher(property.toString()).find()) {
          assertThat(topic.read(oneMore)).isEqualTo(topic.read(longest));
        } else {
          assertThat(refusal(topic, bytes(oneMore)))
              .isEqualTo(
                  "%s has %d characters; at most %d are allowed",
                  property, limit.getAsInt() + 1, limit.getAsInt());
        }
      }
    }
  }

  @Test
  void anUnmatchedEventIsExactlyOne() {
    JsonTopic topic =
        topics().stream()
            .filter(one -> one.topic.equals(Topics.UNMATCHED))
            .findFirst()
            .orElseThrow();
    Property event = new Property(List.of("event"));
    JsonNode none = event.setIn(topic.examples().get(0), "{}");

    assertThat(refusal(topic, bytes(none)))
        .isEqualTo("event.bounce, complaint or engagement is required, exactly one; there are 0");
  }

  @Test
  void aNumberBeyondAllRangeIsRefused() {
    for (JsonTopic topic : topics()) {
      String example = topic.examples().get(0).toString();
      for (String number : List.of("1e999", "-1e999", "99999999999999999999", "NaN", "0x1", "01")) {
        String json = example.replaceAll("\"(time|minute)\":\\d+", "\"$1\":" + number);
        assertThat(refusal(topic, json.getBytes(StandardCharsets.UTF_8))).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyBeginningOfADocumentIsRefused(JsonTopic topic) {
    for (JsonNode example : topic.examples()) {
      byte[] json = bytes(example);
      for (int length = 0; length < json.length; length++) {
        assertThat(refusal(topic, Arrays.copyOf(json, length))).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void anythingBehindTheDocumentIsRefused(JsonTopic topic) {
    for (JsonNode example : topic.examples()) {
      for (String garbage : List.of("x", "}", "{}", "\0", " null", ",", example.toString())) {
        assertThat(refusal(topic, (example + garbage).getBytes(StandardCharsets.UTF_8)))
            .isNotBlank();
      }
      assertThat(topic.read((" \t" + example + "\r\n").getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(topic.read(example));
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatIsNoObjectIsRefused(JsonTopic topic) {
    for (String json :
        List.of(
            "",
            " ",
            "null",
            "[]",
            "\"\"",
            "1",
            "true",
            "[" + topic.examples().get(0) + "]",
            "[\"delivery\"," + topic.examples().get(0) + "]",
            "\ufeff{}")) {
      assertThat(refusal(topic, json.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("a JSON object is expected, beginning with {");
    }
    String deep = "{\"x\":" + "[".repeat(100_000);
    assertThat(refusal(topic, deep.getBytes(StandardCharsets.UTF_8))).contains("nesting");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void noDamageLeadsToAnotherException(JsonTopic topic) {
    Random random = new Random(SEED);
    List<byte[]> documents =
        new ArrayList<>(fullDocuments(topic).stream().map(JsonTopic::bytes).toList());
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = documents.get(random.nextInt(documents.size()));
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        mutant = damaged(mutant, random);
      }
      String shown =
          "seed " + SEED + ", mutant " + i + ": " + new String(mutant, StandardCharsets.UTF_8);
      Throwable thrown = null;
      Object value = null;
      try {
        value = topic.read(mutant);
      } catch (RuntimeException e) {
        thrown = e;
      }
      if (thrown == null) {
        byte[] written = topic.write(value).getBytes(StandardCharsets.UTF_8);
        assertThat(topic.read(written)).as(shown).isEqualTo(value);
      } else {
        assertThat(thrown).as(shown).isInstanceOf(ContractException.class);
        assertThat(thrown.getMessage()).as(shown).isNotBlank().doesNotContain("\n", "\r");
      }
    }
  }

  private static OptionalInt limit(List<Error> violations) {
    return violations.stream()
        .filter(error -> error.getKeyword().equals("maxLength"))
        .mapToInt(error -> Integer.parseInt(String.valueOf(error.getArguments()[0])))
        .findFirst();
  }

  private static String text(int length) {
    return '"' + "x".repeat(length) + '"';
  }

  static byte[] damaged(byte[] json, Random random) {
    if (json.length == 0) {
      return json;
    }
    int at = random.nextInt(json.length);
    int length = random.nextInt(Math.min(20, json.length - at) + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(json, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> out.write(json, at, length);
      case 2 -> out.write("{}[]\",:0123456789-.eE\\u".charAt(random.nextInt(23)));
      case 3 -> out.write(json, random.nextInt(json.length - length + 1), length);
      default -> {}
    }
    int rest = random.nextBoolean() ? at : at + length;
    out.write(json, rest, json.length - rest);
    return out.toByteArray();
  }

  /** Where the reader takes more than the schema promises, or the schema says it otherwise. */
  private static boolean isLeniency(Property property, String other) {
    // 1.0 is an integer to JSON Schema.
    return other.equals("1.0")
        // An empty Message-ID of a bounce is an absent one.
        || (other.equals("\"\"") && property.name().equals("messageId"))
        // A reply may be written as one text.
        || (other.startsWith("\"") && REPLIES.contains(property.name()));
  }

  /** Documents with every optional property, and lists with entries, as far as chance gives. */
  static Collection<JsonNode> fullDocuments(JsonTopic topic) {
    RandomRecords records = new RandomRecords(topic, new Random(SEED), 1);
    List<JsonNode> documents = new ArrayList<>();
    for (int i = 0; i < 2 * LONGER * topic.roots().size(); i++) {
      documents.add(JsonTopic.tree(topic.write(records.next())));
    }
    return documents;
  }

  private static boolean reads(JsonTopic topic, JsonNode document) {
    return reads(topic, bytes(document));
  }

  private static boolean reads(JsonTopic topic, byte[] json) {
    Throwable thrown = catchThrowable(() -> topic.read(json));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(ContractException.class);
    }
    return thrown == null;
  }

  private static String refusal(JsonTopic topic, byte[] json) {
    Throwable thrown = catchThrowable(() -> topic.read(json));
    assertThat(thrown)
        .as(() -> new String(json, StandardCharsets.UTF_8))
        .isInstanceOf(ContractException.class);
    return thrown.getMessage();
  }

  private static List<Property> properties(JsonNode document) {
    List<Property> properties = new ArrayList<>();
    collect(document, List.of(), properties);
    return properties;
  }

  private static void collect(JsonNode node, List<String> path, List<Property> properties) {
    if (node instanceof ObjectNode object) {
      object.forEachEntry(
          (name, child) -> {
            List<String> at = with(path, name);
            properties.add(new Property(at));
            collect(child, at, properties);
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), with(path, String.valueOf(i)), properties);
      }
    }
  }

  private static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** A property somewhere in a document, by the names and positions that lead to it. */
  private record Property(List<String> path) {

    String name() {
      return path.get(path.size() - 1);
    }

    JsonNode in(JsonNode document) {
      return parent(document).get(name());
    }

    JsonNode removedFrom(JsonNode document) {
      JsonNode copy = document.deepCopy();
      parent(copy).remove(name());
      return copy;
    }

    JsonNode setIn(JsonNode document, String json) {
      JsonNode copy = document.deepCopy();
      parent(copy).set(name(), JsonTopic.tree(json));
      return copy;
    }

    private ObjectNode parent(JsonNode document) {
      JsonNode node = document;
      for (String step : path.subList(0, path.size() - 1)) {
        node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
      }
      return (ObjectNode) node;
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }
}
