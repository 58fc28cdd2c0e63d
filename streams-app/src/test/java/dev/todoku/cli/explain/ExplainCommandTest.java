package dev.todoku.cli.explain;

import static dev.todoku.explain.SampleOutcome.at;
import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.base.Failure;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.privacy.HiddenAddresses;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.schema.Address;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static EmbeddedKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    try (Admin admin = Admin.create(client())) {
      new TopicSetup(4, 1, Duration.ofDays(8), Duration.ofDays(36_500), List.of()).ensure(admin);
    }
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(client(), bytes, bytes)) {
      for (int i = 0; i < 200; i++) {
        write(producer, Topics.OUTCOMES, "u" + i + "@b.test", sample("m" + i, "u" + i + "@b.test"));
      }
      write(
          producer,
          Topics.OUTCOMES,
          "bob@b.test",
          outcome("old").to("Bob@b.test").accepted(1).delivered());
      write(producer, Topics.OUTCOMES, "bob@b.test", sample("lost", "Bob@b.test"));
      for (String to : List.of("Bob@b.test", "eve@b.test")) {
        write(producer, Topics.SENDS, "lost", send("lost", to));
      }
      write(producer, Topics.SENDS, "slow", send("slow", "Slow@b.test"));
      write(
          producer,
          HiddenAddresses.of(Topics.OUTCOMES, new Pseudonyms(KEY, Address.DEFAULT)),
          "hidden@b.test",
          sample("h", "Hidden@b.test"));
      byte[] garbage = "{".getBytes(StandardCharsets.UTF_8);
      byte[] key = "torn@b.test".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.OUTCOMES.name(), key, garbage)).get();
      write(producer, Topics.OUTCOMES, "torn@b.test", sample("t", "torn@b.test"));
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void findsAnAddressInItsPartitionHoweverItIsWritten() {
    assertThat(explain("<BOB@B.Test>")).isZero();
    assertThat(out.toString())
        .startsWith("bob@b.test\n")
        .contains("lost -> Bob@b.test", "old -> Bob@b.test", "s@shop.test");
    assertThat(err.toString()).startsWith("No instance answered").hasLineCount(1);
  }

  @Test
  void seesAHiddenBlockInEarlierMail() {
    assertThat(explain("bob@b.test", "--last", "1")).isZero();
    assertThat(out.toString())
        .contains("1 of 2 messages are shown", "do not suppress it before this is ruled out")
        .doesNotContain("old ->");
  }

  @Test
  void findsAMessageWithAllItsRecipients() {
    assertThat(explain("<lost>")).isZero();
    assertThat(out.toString())
        .startsWith("lost -> Bob@b.test")
        .contains("lost -> eve@b.test\nsent, no answer yet\n");
  }

  @Test
  void findsByItsAddressWhatNobodyAnswered() {
    assertThat(explain("slow@b.test")).isZero();
    assertThat(out.toString())
        .startsWith("slow@b.test\n")
        .contains("slow -> Slow@b.test\nsent, no answer yet\n");
  }

  @Test
  void findsAnAddressBehindItsPseudonym() {
    assertThat(explain("hidden@b.test")).isEqualTo(1);
    assertThat(explain("hidden@b.test", "-D", "privacy.pseudonym.key=" + KEY)).isZero();
    assertThat(out.toString()).startsWith("hidden@b.test\n").contains("h -> hidden@b.test");
    assertThat(explain("bob@b.test", "-D", "privacy.pseudonym.key=" + KEY)).isZero();
  }

  @Test
  void answersInJsonToo() {
    assertThat(explain("bob@b.test", "--json", "--lang", "ja")).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.at("/recipient/address").stringValue()).isEqualTo("bob@b.test");
    assertThat(json.at("/messages/0/messageId").stringValue()).isEqualTo("lost");
    assertThat(json.at("/messages/0/situation").stringValue()).isEqualTo("HIDDEN_BLOCK");
    assertThat(json.at("/messages/0/outcome/reason").stringValue()).isEqualTo("USER_UNKNOWN");
    assertThat(json.at("/messages/0/advice").stringValue()).contains("配信停止にしないでください");
    assertThat(json.at("/messages/0/timeline/0/kind").stringValue()).isEqualTo("SENT");
    assertThat(json.at("/messages/0/facts/from").stringValue()).isEqualTo("s@shop.test");
  }

  @Test
  void saysSoWhenNothingIsKnown() {
    assertThat(explain("nobody@b.test")).isEqualTo(1);
    assertThat(err.toString()).startsWith("nothing is known of nobody@b.test").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void countsWhatDoesNotRead() {
    assertThat(explain("torn@b.test")).isZero();
    assertThat(err.toString())
        .startsWith("left out 1 records that do not read\nNo instance answered");
  }

  private int explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-b", kafka.bootstrapServers()));
    return new CommandLine(new ExplainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              assertThat(e).isInstanceOf(Failure.class);
              command.getErr().println(e.getMessage());
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }

  private static Send send(String messageId, String to) {
    return Send.builder(messageId, to, at(0)).envelopeFrom("s@shop.test").build();
  }

  private static Outcome sample(String messageId, String recipient) {
    return outcome(messageId).to(recipient).bounced(Reason.USER_UNKNOWN, 100);
  }

  private static <T> void write(
      KafkaProducer<byte[], byte[]> producer, Topic<String, T> topic, String key, T value)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), key),
                topic.valueSerde().serializer().serialize(topic.name(), value)))
        .get();
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
