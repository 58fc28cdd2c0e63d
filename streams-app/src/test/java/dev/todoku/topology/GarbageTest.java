package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Send;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import dev.todoku.testing.Proof;
import dev.todoku.topology.Garbage.Bad;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that cannot be read, on every topic that is read, among mail that can: what is good is
 * processed as if it were alone, what is bad is a dead letter each.
 */
@Tag("long")
class GarbageTest {
  private static final int PARTITIONS = 4;
  private static final int ROUNDS = 8;
  private static final long SEED = 20_261_121;
  private static final long NOW = System.currentTimeMillis() - Duration.ofMinutes(30).toMillis();
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final SmtpReply OK = new SmtpReply(250, "2.0.0", "250 OK", "end of DATA");
  private static final SmtpReply UNKNOWN_USER = new SmtpReply(550, "5.1.1", "no such", "RCPT TO");
  private static final int COMPRESSED = 20 * 1024 * 1024;
  private static final byte[] BIG_HEADER = new byte[900 * 1024];

  @TempDir static Path dir;
  private static EmbeddedPipeline pipeline;
  private static KafkaProducer<byte[], byte[]> producer;
  private static final Random RANDOM = new Random(SEED);

  /** Where each bad record came to stand. */
  private static final Map<TopicPartition, Map<Long, Sent>> BAD = new HashMap<>();

  private static final Map<String, Integer> LARGEST_ACCEPTED = new HashMap<>();

  private record Sent(String what, ProducerRecord<byte[], byte[]> record) {}

  /** An input topic, what is good on it and what is bad on it. */
  private record Input(Topic<?, ?> topic, Function<Integer, byte[]> good, List<Bad> bad) {
    @Override
    public String toString() {
      return topic.name();
    }
  }

  @BeforeAll
  static void sendGoodAndBad() throws Exception {
    pipeline =
        EmbeddedPipeline.start(dir, PARTITIONS, Map.of("event.time.ahead.max.ms", "3600000"));
    producer = producer("none");
    refuseTheFarFuture();
    List<Input> inputs = inputs().toList();
    for (Input input : inputs) {
      findTheSizeLimit(input.topic().name());
    }
    for (int round = 0; round < ROUNDS; round++) {
      sendGood(round);
      for (Input input : inputs) {
        List<Bad> bad = input.bad();
        int from = bad.size() * round / ROUNDS;
        for (Bad each : bad.subList(from, bad.size() * (round + 1) / ROUNDS)) {
          sendBad(each.what(), record(input.topic().name(), each.value()));
        }
      }
    }
    for (Input input : inputs) {
      sendBadInWrapping(input);
    }
    sendCompressed();
    pipeline.settle();
  }

  @AfterAll
  static void stop() {
    producer.close();
    pipeline.close();
  }

  @Test
  void theStreamsGoOn() {
    assertThat(pipeline.state()).isEqualTo(KafkaStreams.State.RUNNING);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyBadRecordIsOneDeadLetterThatNamesIt(Input input) {
    Map<TopicPartition, Map<Long, List<ConsumerRecord<byte[], byte[]>>>> letters =
        pipeline.readRaw(Topics.DEAD_LETTERS.name()).stream()
            .filter(letter -> header(letter, "todoku.topic").equals(input.topic().name()))
            .collect(
                Collectors.groupingBy(
                    letter ->
                        new TopicPartition(
                            header(letter, "todoku.topic"),
                            Integer.parseInt(header(letter, "todoku.partition"))),
                    Collectors.groupingBy(
                        letter -> Long.parseLong(header(letter, "todoku.offset")))));
    List<String> problems = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      TopicPartition place = new TopicPartition(input.topic().name(), partition);
      Map<Long, List<ConsumerRecord<byte[], byte[]>>> there =
          new HashMap<>(letters.getOrDefault(place, Map.of()));
      BAD.getOrDefault(place, Map.of())
          .forEach((offset, sent) -> check(sent, there.remove(offset), problems));
      there.values().forEach(extra -> problems.add("not bad: " + describe(extra.get(0))));
    }
    assertThat(problems).as("seed " + SEED).isEmpty();
  }

  @Test
  void goodMailAmongThemHasItsOutcome() {
    Map<String, Outcome> last = lastOutcomes();
    for (int n = 0; n < ROUNDS; n++) {
      assertThat(last.get("good-" + n + "@shop.example"))
          .as("message %d", n)
          .satisfies(
              outcome -> {
                assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
                assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
                assertThat(outcome.sentAt()).isEqualTo(NOW);
                assertThat(outcome.deliveredAt()).isEqualTo(NOW + 1_000);
                assertThat(outcome.bouncedAt()).isEqualTo(NOW + 2_000);
                assertThat(outcome.complainedAt()).isEqualTo(NOW + 3_000);
              });
    }
  }

  @Test
  void goodLogLinesAmongThemHaveTheirOutcome() {
    Map<String, Outcome> last = lastOutcomes();
    for (int n = 0; n < ROUNDS; n++) {
      assertThat(last.get("logged-" + n + "@shop.example").status()).isEqualTo(Status.DELIVERED);
    }
  }

  @Test
  void goodBounceMessagesAmongThemReviseTheOutcome() {
    Map<String, Outcome> last = lastOutcomes();
    for (int n = 0; n < ROUNDS; n++) {
      assertThat(last.get("returned-" + n + "@shop.example"))
          .satisfies(
              outcome -> {
                assertThat(outcome.deliveredAt()).isPositive();
                assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
                assertThat(outcome.addressIsDead()).isTrue();
              });
    }
  }

  @Test
  void goodCommandsAmongThemCount() {
    Map<String, RecipientHealth> last = new HashMap<>();
    pipeline.read(Topics.RECIPIENT_HEALTH).forEach(health -> last.put(health.recipient(), health));
    for (int n = 0; n < ROUNDS; n++) {
      assertThat(last.get("commanded-" + n + "@example.net").suppressed()).isTrue();
      assertThat(last.get("user-" + n + "@example.net").deadCount()).isEqualTo(1);
    }
  }

  @Test
  void goodSignalsAmongThemBecomeAlerts() {
    Map<Cause, List<String>> domains =
        pipeline.read(Topics.ALERTS).stream()
            .filter(alert -> alert.state() == Alert.State.OPEN)
            .collect(
                Collectors.groupingBy(
                    Alert::cause,
                    Collectors.mapping(alert -> alert.scope().fromDomain(), Collectors.toList())));
    for (int n = 0; n < ROUNDS; n++) {
      assertThat(domains.get(Cause.DOMAIN_BLOCK)).containsOnlyOnce("blocked-" + n + ".example");
    }
  }

  @Test
  void aLargeHeaderOfAGoodRecordDoesNotTravelOn() {
    assertThat(lastOutcomes().get("wrapped@shop.example").status()).isEqualTo(Status.DELIVERED);
    for (Topic<?, ?> topic : Topics.all()) {
      if (topic != Topics.SENDS) {
        assertThat(pipeline.readRaw(topic.name()))
            .filteredOn(record -> record.headers().lastHeader("trace") != null)
            .allMatch(record -> BAD.get(place(record)).containsKey(record.offset()));
      }
    }
  }

  @Test
  void whatOnlyCompressionMadeFitTellsItsSize() {
    assertThat(pipeline.readRaw(Topics.DEAD_LETTERS.name()))
        .filteredOn(letter -> !header(letter, "todoku.value-bytes").isEmpty())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(header(letter, "todoku.value-bytes"))
                    .isEqualTo(Integer.toString(COMPRESSED)));
  }

  static Stream<Input> inputs() {
    return Stream.of(
        raw(Topics.RAW_POSTFIX, badLogLines()),
        raw(Topics.RAW_BOUNCES, badMessages()),
        json(
            Topics.SENDS, GarbageTest::send, "time", "recipient", "messageId", "recipient", "time"),
        json(
            Topics.DELIVERIES,
            GarbageTest::delivery,
            "time",
            "recipient",
            "type",
            "messageId",
            "recipient",
            "time"),
        json(Topics.BOUNCES, GarbageTest::bounce, "time", "recipient", "recipient", "time"),
        json(
            Topics.FEEDBACK,
            GarbageTest::complaint,
            "time",
            "recipient",
            "type",
            "messageId",
            "recipient",
            "time"),
        json(
            Topics.RECIPIENTS,
            GarbageTest::command,
            "time",
            "recipient",
            "recipient",
            "time",
            "action"),
        json(
            Topics.SIGNALS,
            GarbageTest::signal,
            "time",
            "cause",
            "scope",
            "state",
            "cause",
            "severity",
            "onset",
            "time",
            "evidence"));
  }

  private static Input raw(Topic<byte[], byte[]> topic, List<Bad> special) {
    List<Bad> bad = new ArrayList<>(Garbage.anywhere(RANDOM));
    bad.addAll(special);
    return new Input(topic, null, bad);
  }

  private static <T> Input json(
      Topic<String, T> topic,
      Function<Integer, T> good,
      String timeField,
      String nameField,
      String... required) {
    Function<Integer, byte[]> bytes =
        n -> topic.valueSerde().serializer().serialize(null, good.apply(n));
    List<Bad> bad = new ArrayList<>(Garbage.anywhere(RANDOM));
    bad.addAll(Garbage.ofJson(bytes.apply(-1), timeField, nameField, List.of(required)));
    return new Input(topic, bytes, bad);
  }

  private static List<Bad> badLogLines() {
    String text = " mx postfix/smtp[1]: 4ABCDEF0123: to=<";
    String rest =
        "@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0,"
            + " status=sent (250 OK)";
    return Stream.of(
            "{\"host\":\"mx\",\"program\":\"postfix/smtp\",\"mess",
            "{\"host\":\"mx\"}",
            "0001-01-01T00:00:00Z" + text + "a" + rest,
            "1970-01-01T00:00:00Z" + text + "a" + rest,
            "2099-01-01T00:00:00Z" + text + "a" + rest,
            "99999999999999999-01-01T00:00:00Z" + text + "a" + rest,
            Instant.ofEpochMilli(NOW) + text + "a".repeat(100_000) + rest)
        .map(line -> new Bad(line.substring(0, Math.min(20, line.length())), line.getBytes(UTF_8)))
        .toList();
  }

  private static List<Bad> badMessages() {
    String bounce = bounceMessage(-1);
    return List.of(
        new Bad("an empty value", new byte[0]),
        new Bad("no bounce", "Subject: hello\r\n\r\nhello".getBytes(UTF_8)),
        new Bad(
            "a cut bounce",
            bounce.substring(0, bounce.indexOf("This is the mail system")).getBytes(UTF_8)),
        new Bad(
            "a header of a megabyte",
            ("X-Trace: " + "a".repeat(1_000_000) + "\r\n" + bounce).getBytes(UTF_8)),
        new Bad(
            "a long address",
            bounce.replace("returned--1@", "a".repeat(100_000) + "@").getBytes(UTF_8)));
  }

  private static void sendGood(int n) throws Exception {
    String id = "good-" + n + "@shop.example";
    good(Topics.SENDS, id, send(n));
    good(Topics.DELIVERIES, id, delivery(n));
    good(Topics.BOUNCES, id, bounce(n));
    good(Topics.FEEDBACK, id, complaint(n));
    good(Topics.RECIPIENTS, "commanded-" + n + "@example.net", command(n));
    good(Topics.SIGNALS, "provider=docomo,from-domain=blocked-" + n + ".example", signal(n));
    sendLog(n);
    sendReturned(n);
  }

  private static void sendLog(int n) throws Exception {
    String head = Instant.ofEpochMilli(NOW) + " mx1 postfix/";
    String id = "4ABCDEF9" + n;
    for (String line :
        List.of(
            "cleanup[1]: " + id + ": message-id=<logged-" + n + "@shop.example>",
            "qmgr[2]: " + id + ": from=<shop@shop.example>, size=451, nrcpt=1 (queue active)",
            "smtp[3]: "
                + id
                + ": to=<logged-"
                + n
                + "@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1,"
                + " dsn=2.0.0, status=sent (250 2.0.0 OK)",
            "qmgr[2]: " + id + ": removed")) {
      byte[] bytes = (head + line).getBytes(UTF_8);
      producer.send(new ProducerRecord<>("mail.raw.postfix", null, NOW, bytes("mx1"), bytes)).get();
    }
  }

  private static void sendReturned(int n) throws Exception {
    String id = "returned-" + n + "@shop.example";
    good(
        Topics.DELIVERIES,
        id,
        Delivery.builder(id, "returned-" + n + "@example.net", NOW)
            .queuedAt(NOW)
            .reply(OK)
            .build());
    byte[] message = bounceMessage(n).getBytes(UTF_8);
    producer.send(new ProducerRecord<>("mail.raw.bounces", null, NOW, null, message)).get();
  }

  /** A genuine one, about another message and at another time; the last two times are absurd. */
  private static String bounceMessage(int n) {
    String date =
        switch (n) {
          case ROUNDS - 1 -> "Mon, 01 Jan 0001 00:00:00 +0000";
          case ROUNDS - 2 -> "Thu, 01 Jan 2099 00:00:00 +0000";
          case ROUNDS - 3 -> "Thu, 01 Jan 1970 00:00:00 +0000";
          default ->
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.ofEpochMilli(NOW).atOffset(ZoneOffset.UTC));
        };
    try (InputStream genuine =
        GarbageTest.class.getResourceAsStream(
            "/dev/todoku/samples/bounces/postfix-failed-unknown-1-5.1.1.eml")) {
      return new String(genuine.readAllBytes(), UTF_8)
          .replace("Sat, 21 Nov 2026 20:47:52 +0000", date)
          .replace("m-unknown-1@sender.test", "returned-" + n + "@shop.example")
          .replace("alice@unknown.test", "returned-" + n + "@example.net");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Send send(int n) {
    return Send.builder("good-" + n + "@shop.example", "user-" + n + "@example.net", NOW)
        .envelopeFrom("bounce@shop.example")
        .build();
  }

  private static Delivery delivery(int n) {
    return Delivery.builder(
            "good-" + n + "@shop.example", "user-" + n + "@example.net", NOW + 1_000)
        .reply(OK)
        .build();
  }

  private static Bounce bounce(int n) {
    return Bounce.builder("good-" + n + "@shop.example", "user-" + n + "@example.net", NOW + 2_000)
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(Reason.USER_UNKNOWN)
        .reply(UNKNOWN_USER)
        .reportingHost("mx.example.net")
        .build();
  }

  private static dev.todoku.schema.FeedbackEvent complaint(int n) {
    return new Complaint(
        "good-" + n + "@shop.example", "user-" + n + "@example.net", NOW + 3_000, "abuse");
  }

  private static RecipientCommand command(int n) {
    return new RecipientCommand(
        "commanded-" + n + "@example.net", NOW, RecipientCommand.Action.SUPPRESS, null);
  }

  private static Signal signal(int n) {
    return new Signal(
        new Scope("docomo", null, "blocked-" + n + ".example"),
        Signal.State.RAISED,
        Cause.DOMAIN_BLOCK,
        Severity.CRITICAL,
        NOW,
        NOW,
        Proof.of(100, 50, 0.01, 20, 10, List.of()));
  }

  private static <T> void good(Topic<String, T> topic, String key, T value) throws Exception {
    byte[] bytes = topic.valueSerde().serializer().serialize(null, value);
    producer.send(new ProducerRecord<>(topic.name(), null, NOW, bytes(key), bytes)).get();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
    byte[] key = RANDOM.nextBoolean() ? null : Garbage.noise(RANDOM, 1 + RANDOM.nextInt(40));
    return new ProducerRecord<>(topic, RANDOM.nextInt(PARTITIONS), NOW, key, value);
  }

  private static void sendBad(String what, ProducerRecord<byte[], byte[]> record)
      throws InterruptedException, ExecutionException {
    RecordMetadata written = producer.send(record).get();
    BAD.computeIfAbsent(
            new TopicPartition(written.topic(), written.partition()), any -> new LinkedHashMap<>())
        .put(written.offset(), new Sent(what, record));
  }

  /** The largest value that the topic takes is garbage too; one byte more and it is refused. */
  private static void findTheSizeLimit(String topic) throws Exception {
    int limit = maxMessageBytes(topic);
    for (int size = limit; !LARGEST_ACCEPTED.containsKey(topic); size--) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, 0, NOW, null, Garbage.noise(RANDOM, size));
      try {
        sendBad("a value of " + size + " bytes", record);
        LARGEST_ACCEPTED.put(topic, size);
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(RecordTooLargeException.class);
        assertThat(limit - size).isLessThan(200);
      }
    }
    assertThat(LARGEST_ACCEPTED.get(topic)).isLessThan(limit);
  }

  /** What only compression makes fit: its beginning and its size are kept. */
  private static void sendCompressed() throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("mail.sends", 0, NOW, null, new byte[COMPRESSED]);
    RecordMetadata written;
    try (KafkaProducer<byte[], byte[]> compressing = producer("gzip")) {
      written = compressing.send(record).get();
    }
    byte[] beginning = Arrays.copyOf(record.value(), TopicSetup.LARGEST_RECORD);
    BAD.get(new TopicPartition("mail.sends", 0))
        .put(
            written.offset(),
            new Sent("compressed", new ProducerRecord<>("mail.sends", 0, NOW, null, beginning)));
  }

  private static void sendBadInWrapping(Input input) throws Exception {
    String topic = input.topic().name();
    byte[] value = Garbage.noise(RANDOM, 100);
    ProducerRecord<byte[], byte[]> headed = new ProducerRecord<>(topic, 1, NOW, null, value);
    headed.headers().add("trace", BIG_HEADER);
    sendBad("a header of 900 KB", headed);

    sendBad("a key of 900 KB", new ProducerRecord<>(topic, 2, NOW, new byte[900 * 1024], value));

    long nearFuture = System.currentTimeMillis() + CLOCK_SKEW.toMillis() - 600_000;
    for (long timestamp : new long[] {0, 1, nearFuture}) {
      sendBad("written at " + timestamp, new ProducerRecord<>(topic, 3, timestamp, null, value));
    }
    for (long timestamp : new long[] {nearFuture + 3_600_000, 4_070_908_800_000L, Long.MAX_VALUE}) {
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>(topic, 3, timestamp, null, value)).get())
          .hasCauseInstanceOf(InvalidTimestampException.class);
    }
    if (input.topic() == Topics.SENDS) {
      sendGoodInWrapping();
    }
  }

  private static void sendGoodInWrapping() throws Exception {
    String id = "wrapped@shop.example";
    Send send = Send.builder(id, "wrapped@example.net", NOW).build();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            "mail.sends",
            null,
            NOW,
            bytes("wrong key"),
            Topics.SENDS.valueSerde().serializer().serialize(null, send));
    record.headers().add("trace", BIG_HEADER);
    producer.send(record).get();
    good(
        Topics.DELIVERIES,
        id,
        Delivery.builder(id, "wrapped@example.net", NOW).queuedAt(NOW).reply(OK).build());
  }

  private static void check(
      Sent sent, List<ConsumerRecord<byte[], byte[]>> letters, List<String> problems) {
    if (letters == null || letters.size() != 1) {
      problems.add(sent.what() + ": " + (letters == null ? 0 : letters.size()) + " dead letters");
      return;
    }
    ConsumerRecord<byte[], byte[]> letter = letters.get(0);
    if (!Arrays.equals(letter.key(), sent.record().key())
        || !Arrays.equals(letter.value(), sent.record().value())) {
      problems.add(sent.what() + ": other bytes");
    }
    String reason = header(letter, "todoku.reason");
    if (reason.isBlank() || reason.lines().count() != 1 || reason.length() > 600) {
      problems.add(sent.what() + ": reason " + reason);
    }
    if (header(letter, "todoku.stage").isBlank()
        || !header(letter, "todoku.timestamp").matches("\\d+")
        || letter.headers().lastHeader("trace") != null) {
      problems.add(sent.what() + ": headers " + describe(letter));
    }
  }

  private static String describe(ConsumerRecord<byte[], byte[]> letter) {
    return Stream.of(letter.headers().toArray())
        .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .collect(Collectors.joining(", "));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static TopicPartition place(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private static Map<String, Outcome> lastOutcomes() {
    Map<String, Outcome> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : pipeline.readRaw(Topics.OUTCOMES.name())) {
      if (!BAD.getOrDefault(place(record), Map.of()).containsKey(record.offset())) {
        Outcome outcome =
            Topics.OUTCOMES.valueSerde().deserializer().deserialize(null, record.value());
        last.merge(outcome.messageId(), outcome, (a, b) -> b.revision() >= a.revision() ? b : a);
      }
    }
    return last;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static KafkaProducer<byte[], byte[]> producer(String compression) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            pipeline.bootstrapServers(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            64 * 1024 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            compression),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** As the topics are where records come from the outside; the fixture lets any time pass. */
  private static void refuseTheFarFuture() throws Exception {
    AlterConfigOp limit =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.after.max.ms", Long.toString(CLOCK_SKEW.toMillis())),
            AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              inputs()
                  .map(input -> new ConfigResource(ConfigResource.Type.TOPIC, input.toString()))
                  .collect(Collectors.toMap(Function.identity(), topic -> List.of(limit))))
          .all()
          .get();
    }
  }

  private static int maxMessageBytes(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      return Integer.parseInt(config.get("max.message.bytes").value());
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()));
  }
}
