package dev.todoku.cli.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.WholeTopic;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topics;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecipientsCommandTest {
  private static final long TIME = 1_795_262_400_000L;

  @TempDir static Path dir;
  private static EmbeddedKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(clients)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.RECIPIENTS.name(), 1, (short) 1),
                  new NewTopic(Topics.RECIPIENT_HEALTH.name(), 1, (short) 1)))
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(
            clients, new StringSerializer(), Topics.RECIPIENT_HEALTH.valueSerde().serializer())) {
      for (RecipientHealth health :
          List.of(
              health("taro@au.test", TIME, true, null),
              health("hanako@docomo.test", TIME + 1, true, "Sato: asked for it"),
              health("jiro@au.test", TIME, true, null),
              health("jiro@au.test", TIME + 1, false, "Sato: called"))) {
        producer
            .send(new ProducerRecord<>(Topics.RECIPIENT_HEALTH.name(), health.recipient(), health))
            .get();
      }
    }
    try (var producer =
        new KafkaProducer<>(clients, new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.RECIPIENT_HEALTH.name(), "k@au.test", "no JSON"))
          .get();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void listsThoseThatAreSuppressedNowInBothLanguages() {
    assertThat(run("list", "--lang", "en")).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).contains("hanako@docomo.test", "by hand", "Sato: asked"),
            line -> assertThat(line).contains("taro@au.test", "refused as unknown · user unknown"));
    out.getBuffer().setLength(0);
    assertThat(run("list", "--lang", "ja", "--find", "AU.test")).isZero();
    assertThat(out.toString()).contains("taro@au.test", "宛先不明").doesNotContain("hanako");
    assertThat(run("list", "--find", "nobody")).isEqualTo(1);
  }

  @Test
  void saysHowManyRecordsCannotBeRead() {
    run("list", "--lang", "en");
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "warning: records of mail.recipient-health that cannot be read are left out: 1;"
                + " addresses may be missing");
    err.getBuffer().setLength(0);
    run("list", "--lang", "ja");
    assertThat(err.toString()).contains("mail.recipient-healthの1件のレコードは読み取れない");
    assertThat(run("export")).isZero();
    assertThat(out.toString()).contains("taro@au.test,2026-11-21T12:00:00Z,DEAD");
  }

  @Test
  void exportsWhatImportReads() throws Exception {
    Path file = dir.resolve("suppressed.csv");
    assertThat(run("export", file.toString(), "--cause", "dead")).isZero();
    assertThat(Files.readString(file))
        .isEqualTo(
            "recipient,since,cause,reason,dead,soft,why,message_ids,mail_streams\r\n"
                + "taro@au.test,2026-11-21T12:00:00Z,DEAD,USER_UNKNOWN,1,0,,m1,\r\n");
  }

  @Test
  void everyChangeIsARecordWithWhoAndWhy() throws Exception {
    Path file = dir.resolve("old.csv");
    Files.writeString(file, "email,note\nx@b.test,bounced in May\ny@b.test,\nz-no-address,\n");
    int before = commands().size();
    assertThat(run("import", file.toString(), "--by", "Sato", "--why", "old service")).isZero();
    assertThat(run("vouch", "v@b.test", "w@b.test", "--by", "Sato", "--why", "called")).isZero();
    assertThat(run("moved", "m@b.test")).isZero();
    assertThat(out.toString()).contains("2 addresses suppressed", "vouch: v@b.test");

    List<RecipientCommand> commands = commands();
    assertThat(commands.subList(before, commands.size()))
        .extracting(c -> c.action() + " " + c.recipient() + " " + c.whoAndWhy())
        .containsExactly(
            "SUPPRESS x@b.test Sato: bounced in May",
            "SUPPRESS y@b.test Sato: old service",
            "VOUCH v@b.test Sato: called",
            "VOUCH w@b.test Sato: called",
            "ADDRESS_CHANGED m@b.test null");
  }

  private static List<RecipientCommand> commands() {
    List<RecipientCommand> commands = new ArrayList<>();
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), bytes, bytes)) {
      WholeTopic.read(
          consumer,
          Topics.RECIPIENTS.name(),
          record ->
              commands.add(
                  Topics.RECIPIENTS
                      .valueSerde()
                      .deserializer()
                      .deserialize(record.topic(), record.value())));
    }
    return commands;
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-b", kafka.bootstrapServers()));
    return new CommandLine(new RecipientsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Language.class, code -> Language.valueOf(code.toUpperCase(Locale.ROOT)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static RecipientHealth health(
      String recipient, long time, boolean suppressed, String note) {
    boolean isDead = suppressed && note == null;
    return RecipientHealth.builder(
            recipient,
            time,
            suppressed ? RecipientHealth.Change.SUPPRESSED : RecipientHealth.Change.RESET)
        .deadCount(isDead ? 1 : 0)
        .suppressed(suppressed)
        .firstSeenAt(TIME)
        .because(
            isDead
                ? List.of(new RecipientHealth.Failure("m1", time, Reason.USER_UNKNOWN, true))
                : List.of())
        .note(note)
        .build();
  }
}
