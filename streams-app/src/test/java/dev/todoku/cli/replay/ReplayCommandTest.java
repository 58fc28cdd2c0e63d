package dev.todoku.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  /** An hour ago, to the second, as logs write it. */
  private static final Instant START =
      Instant.ofEpochSecond(Instant.now().getEpochSecond()).minus(Duration.ofHours(1));

  private static EmbeddedKafka kafka;

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void deleteTopics() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
      await().until(() -> admin.listTopics().names().get().isEmpty());
    }
  }

  @Test
  void writesLogLinesWithTheirHostAndTime() throws IOException {
    Path log =
        write("mail.log", line(0, "mx1 postfix/qmgr[1]: a"), line(5, "mx2 postfix/qmgr[1]: b"));
    assertThat(replay(log.toString())).isZero();
    assertThat(written(Topics.RAW_POSTFIX.name()))
        .containsExactly(
            "mx1 @0 " + line(0, "mx1 postfix/qmgr[1]: a"),
            "mx2 @5 " + line(5, "mx2 postfix/qmgr[1]: b"));
    assertThat(out.toString())
        .startsWith("2 records of 1 file in ")
        .contains("mail.raw.postfix 2")
        .hasLineCount(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void mergesLogsPackedLogsAndMessagesByTime() throws IOException {
    write("logs/mail.log", line(20, "mx postfix/qmgr[1]: c"), line(40, "mx postfix/qmgr[1]: d"));
    gzip("logs/mail.log.1.gz", line(0, "mx postfix/qmgr[1]: a"));
    write("logs/new/1700.mx", "Date: " + rfc5322(30), "", "it bounced");
    write("logs/tmp/1701.mx", "Date: " + rfc5322(30), "", "not complete");
    write("logs/README.md", "# Logs");
    assertThat(replay(dir.resolve("logs").toString(), "--json")).isZero();
    assertThat(written(Topics.RAW_POSTFIX.name()))
        .extracting(record -> record.substring(0, record.indexOf(' ', 4)))
        .containsExactly("mx @0", "mx @20", "mx @40");
    assertThat(written(Topics.RAW_BOUNCES.name()))
        .containsExactly("1700.mx @30 Date: " + rfc5322(30) + "\n\nit bounced\n");
    assertThat(out.toString())
        .startsWith("{\"files\":3,\"written\":4,")
        .contains("\"topics\":{\"mail.raw.bounces\":1,\"mail.raw.postfix\":3}");
  }

  @Test
  void writesEventsAsTheyAreUnderTheirKey() throws IOException {
    String send =
        "{\"messageId\":\"<m1@a.test>\",\"recipient\":\"Bob@B.test\",\"time\":%d,\"new\":1}"
            .formatted(START.toEpochMilli());
    Path events = write("sends.ndjson", send);
    assertThat(replay(events.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("--topic");
    assertThat(replay(events.toString(), "--topic", "mail.sends")).isZero();
    assertThat(written("mail.sends")).containsExactly("m1@a.test @0 " + send);
  }

  @Test
  void keysBouncesThatNameNoMessageByTheirRecipient() throws IOException {
    String bounce = "{\"recipient\":\"Bob@B.test\",\"time\":%d}".formatted(START.toEpochMilli());
    Path events = write("bounces.ndjson", bounce);
    assertThat(replay(events.toString(), "--topic", "mail.bounces")).isZero();
    assertThat(written("mail.bounces")).containsExactly("bob@b.test @0 " + bounce);
  }

  @Test
  void namesAndCountsWhatCannotBeWritten() throws IOException {
    Path events =
        write(
            "sends.ndjson",
            "{\"messageId\":\"m1@a.test\",\"time\":%d}".formatted(START.toEpochMilli()));
    assertThat(replay(events.toString(), "--topic", "mail.sends")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "skipped: %s:1 is not for mail.sends: recipient is required%n".formatted(events));
    assertThat(out.toString()).contains("0 records", "1 skipped");
  }

  @Test
  void namesLinesThatAreTooLongAndGoesOn() throws IOException {
    String tooLong = line(1, "mx postfix/qmgr[1]: " + "x".repeat(TopicSetup.LARGEST_INPUT * 2));
    Path log = write("mail.log", line(0, "mx postfix: a"), tooLong, line(2, "mx postfix: b"));
    assertThat(replay(log.toString())).isEqualTo(1);
    assertThat(written(Topics.RAW_POSTFIX.name())).hasSize(2);
    assertThat(err.toString())
        .startsWith("skipped: " + log + ":2 is longer than the 1110016 bytes");
  }

  @Test
  void namesLinesFromTheFutureAndGoesOn() throws IOException {
    Path log = write("mail.log", "2099-01-01T00:00:00Z mx postfix: a", line(0, "mx postfix: b"));
    assertThat(replay(log.toString())).isEqualTo(1);
    assertThat(written(Topics.RAW_POSTFIX.name())).hasSize(1);
    assertThat(err.toString())
        .startsWith("skipped: " + log + ":1 is of 2099-01-01T00:00:00Z, which has not come yet");
  }

  @Test
  void refusesWhatWouldBeDeletedAsItIsWritten() throws IOException {
    Instant old = START.minus(Duration.ofDays(30));
    Path log = write("old.log", line(0, "mx postfix: a"));
    Path older = write("older.log", old + " mx postfix: b");
    assertThat(replay(log.toString(), older.toString())).isEqualTo(1);
    assertThat(written(Topics.RAW_POSTFIX.name())).isEmpty();
    assertThat(err.toString())
        .contains(older + ":1 is of " + old + ", 30 days ago", "keeps records for 10 days")
        .contains("retention.ms");
  }

  @Test
  void datesLinesWithNoYearByZoneAndFile() throws IOException {
    DateTimeFormatter bsd = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    String line = bsd.format(START.atOffset(ZoneOffset.ofHours(9))) + " mx postfix: a";
    Path log = write("mail.log", line);
    Files.setLastModifiedTime(log, FileTime.from(Instant.now()));
    assertThat(replay("--zone", "Asia/Tokyo", log.toString())).isZero();
    assertThat(written(Topics.RAW_POSTFIX.name())).containsExactly("mx @0 " + line);
    assertThat(err.toString()).contains("warning: intake.postfix.zone is UTC", "not in Asia/Tokyo");
  }

  @Test
  void aZoneThatIsThePipelinesNeedsNoWarning() throws IOException {
    String log = write("mail.log", line(0, "mx postfix: a")).toString();
    assertThat(replay("--zone", "Asia/Tokyo", "-D", "intake.postfix.zone=Asia/Tokyo", log))
        .isZero();
    assertThat(err.toString()).doesNotContain("intake.postfix.zone");
  }

  @Test
  void saysWhatCannotBeReplayed() throws IOException {
    assertThat(replay("absent.log")).isEqualTo(1);
    assertThat(replay(write("mbox", "From x Sat Nov 21").toString())).isEqualTo(1);
    assertThat(replay(write("notes", "hello").toString())).isEqualTo(1);
    assertThat(replay(write("a.log", "x").toString(), "--topic", "mail.outcomes")).isEqualTo(2);
    assertThat(replay(write("a.log", "x").toString(), "--zone", "Mars")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no file absent.log", "is an mbox", "neither a mail log nor a message")
        .contains("mail.outcomes: not one of mail.raw.postfix", "--zone Mars");
  }

  private int replay(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-b", kafka.bootstrapServers()));
    CommandLine command = new CommandLine(new ReplayCommand());
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, c, parsed) -> {
              c.getErr().println(e.getMessage());
              return e instanceof CommandLine.ParameterException ? 2 : 1;
            })
        .execute(all.toArray(String[]::new));
  }

  private Path write(String name, String... lines) throws IOException {
    Path path = dir.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, List.of(lines));
  }

  private void gzip(String name, String... lines) throws IOException {
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(dir.resolve(name)))) {
      packed.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(int second, String text) {
    return START.plusSeconds(second) + " " + text;
  }

  private static String rfc5322(int second) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        START.plusSeconds(second).atOffset(ZoneOffset.UTC));
  }

  /** What was written as "key @seconds value", in the order of time. */
  private List<String> written(String topic) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      while (records.size() < total) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records.stream()
        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
        .map(r -> r.key() + " @" + (r.timestamp() - START.toEpochMilli()) / 1000 + " " + r.value())
        .toList();
  }

  private static KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer());
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
