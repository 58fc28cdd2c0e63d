package dev.todoku.topology;

import static dev.todoku.testing.Mail.at;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.simulate.SimulatedDay;
import dev.todoku.streams.EventJson;
import dev.todoku.testing.Mail;
import dev.todoku.wire.InternalTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** Samples of all that the stages store and send each other, from a run of all of them. */
final class StoredSamples {
  private static final HexFormat HEX = HexFormat.of();

  /** When the simulated day begins, in Japan. */
  private static final long START = Instant.parse("2026-11-22T15:00:00Z").toEpochMilli();

  private static final long MINUTE = 60_000;
  private static final String BLOCKED_IP = "192.0.2.10";
  private static final String FREE_IP = "198.51.100.7";

  /** Of the samples of a place the largest is taken, up to this. */
  private static final int LARGEST = 3_000;

  private final Map<String, Sample> byPlace = new TreeMap<>();
  private final Set<String> places;

  /**
   * A sample.
   *
   * @param place the store or internal topic
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(String place, byte[] key, byte[] value) {
    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * Runs all stages.
   *
   * @param dir for their state
   * @param places the stores and internal topics of which a sample is wanted
   */
  StoredSamples(Path dir, Set<String> places) {
    this.places = places;
    try (TopologyTestDriver driver =
        TestDriver.onDisk(dir, TestSettings.of(1), TestSettings.metrics())) {
      Run run = new Run(driver);
      run.hiddenBlock();
      run.badList();
      run.dnsFacts();
      run.logs();
      run.reports();
      run.day();
      run.oddities();
    }
  }

  /** The samples as lines: place, key and value, in hexadecimal digits. */
  List<String> lines() {
    return byPlace.values().stream()
        .map(
            sample ->
                String.join(
                    "\t",
                    sample.place(),
                    HEX.formatHex(sample.key()),
                    HEX.formatHex(sample.value())))
        .toList();
  }

  static List<Sample> read(Path file) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\t", -1);
      samples.add(new Sample(cells[0], HEX.parseHex(cells[1]), HEX.parseHex(cells[2])));
    }
    return samples;
  }

  /** Names of all stores. */
  static Set<String> stores() {
    Set<String> names = new TreeSet<>();
    Pipeline.topology(TestSettings.of(1), TestSettings.metrics())
        .describe()
        .subtopologies()
        .forEach(
            stage ->
                stage.nodes().stream()
                    .filter(Processor.class::isInstance)
                    .forEach(node -> names.addAll(((Processor) node).stores())));
    Pipeline.topology(TestSettings.of(1), TestSettings.metrics())
        .describe()
        .globalStores()
        .forEach(store -> names.addAll(store.processor().stores()));
    return names;
  }

  /** The stores of how far the inputs of a stage have come. */
  static Set<String> watermarks() {
    return stores().stream()
        .filter(name -> name.endsWith("-watermark"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void keep(String place, byte[] key, byte[] value) {
    Sample known = byPlace.get(place);
    boolean isLarger = known == null || value.length > known.value().length;
    if (isLarger && value.length <= LARGEST && places.contains(place)) {
      byPlace.put(place, new Sample(place, key, value));
    }
  }

  /** What is fed, and what is taken of it. */
  private final class Run {
    private static final int EVENTS_BETWEEN_LOOKS = 100;

    private final TopologyTestDriver driver;
    private final List<TestOutputTopic<byte[], byte[]>> internal = new ArrayList<>();

    Run(TopologyTestDriver driver) {
      this.driver = driver;
      for (String topic : InternalTopics.names()) {
        internal.add(
            driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
      }
    }

    void dnsFacts() {
      long at = START;
      DnsFact fact =
          new RouteFact("corp.test", at, at, RouteFact.State.MX, "google", List.of(), List.of());
      write(Topics.DNS_FACTS, fact.key(), fact, fact.time());
      look();
    }

    void logs() {
      raw(
          Topics.RAW_POSTFIX,
          "mx1",
          "2026-11-23T09:00:00.000000+09:00 mx1 postfix/cleanup[7]: A85CC2B0E7:"
              + " message-id=<m1@shop.example>");
      raw(
          Topics.RAW_POSTFIX,
          "mx1",
          "2026-11-23T09:00:01.000000+09:00 mx1 postfix/smtp[7]: A85CC2B0E7: to=<taro@gmail.com>,"
              + " relay=gmail.com[192.0.2.80]:25, delay=1, delays=0/0/0/1, dsn=4.7.0,"
              + " status=deferred (host gmail.com[192.0.2.80] said: 421 4.7.0 Try again later)");
      String exim = "2026-11-23 00:00:00.123 +0000 1sAbCd-00000001abc-0XyZ ";
      raw(
          Topics.RAW_LOGS,
          "exim/app1",
          exim
              + "<= bounce+4711@shop.example H=app.shop.example [192.0.2.10] P=esmtps S=18234"
              + " id=m2@shop.example T=\"order\" for ann@mail.example.jp bo@mail.example.jp");
      look();
    }

    void reports() {
      raw(
          Topics.RAW_REPORTS,
          "sendgrid/test",
          "[{\"email\":\"taro@gmail.com\",\"event\":\"processed\",\"timestamp\":1795392000,"
              + "\"smtp-id\":\"<m3@shop.example>\",\"sg_message_id\":\"X1.recvd.0\"}]");
      look();
    }

    /**
     * People who took mail are called unknown over one source IP, and over another they are not.
     */
    void hiddenBlock() {
      for (int i = 0; i < 20; i++) {
        event(from(BLOCKED_IP, "known" + i, "a").delivery(at("08:00") + i * MINUTE));
        event(from(FREE_IP, "other" + i, "b").delivery(at("08:00") + i * MINUTE));
      }
      Mail nameless = new Mail(null, "known1@docomo.ne.jp", null, null, Origin.UNKNOWN);
      event(nameless.bounceMessage(at("08:25"), Reason.MAILBOX_FULL, Mail.NO_SUCH_USER));
      event(
          from(FREE_IP, "never-sent", "c")
              .bounceMessage(at("08:25"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
      look();
      long minute = at("10:00");
      for (int i = 0; i < 20; i++, minute += MINUTE) {
        event(
            from(BLOCKED_IP, "known" + i, "d")
                .refusal(minute, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
        event(from(FREE_IP, "other" + i, "e").delivery(minute));
      }
      look();
      TestDriver.silence(driver, TestDriver.QUIET);
      look();
      TestDriver.silence(driver, TestSettings.EARLY_WAIT);
      look();
    }

    /** A fifth of a list does not exist, and is nobody who ever took mail. */
    void badList() {
      long time = at("12:00");
      for (int i = 0; i < 600; i++, time += MINUTE / 10) {
        Origin origin = new Origin("mx2", FREE_IP, "list.example", null, null);
        Mail mail =
            new Mail(i + "@list.example", "listed" + i + "@docomo.ne.jp", null, null, origin);
        event(mail.send(time));
        event(
            i % 5 == 0
                ? mail.refusal(time + 1, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER)
                : mail.delivery(time + 1));
      }
      TestDriver.silence(driver, TestDriver.QUIET);
      look();
      TestDriver.silence(driver, TestSettings.EARLY_WAIT);
      look();
    }

    private static Mail from(String sourceIp, String user, String name) {
      Origin origin = new Origin("mx1", sourceIp, "shop.example", null, null);
      return new Mail(user + name + "@shop.example", user + "@docomo.ne.jp", null, null, origin);
    }

    void day() {
      SimulatedDay day = new SimulatedDay(1, LocalDate.of(2026, 11, 23), 3_000);
      int number = 0;
      while (day.hasNext()) {
        event(day.next());
        if (++number % EVENTS_BETWEEN_LOOKS == 0) {
          driver.advanceWallClockTime(Duration.ofSeconds(5));
          look();
        }
      }
    }

    /** What comes days before its time is held back. */
    void oddities() {
      event(from(FREE_IP, "ahead", "f").delivery(START + Duration.ofDays(9).toMillis()));
      look();
    }

    private void event(MailEvent event) {
      String topic = topicOf(event);
      String key = event.messageId() == null ? ((Bounce) event).sentTo() : event.messageId();
      driver
          .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(key.getBytes(UTF_8), EventJson.write(event), event.time());
    }

    private static String topicOf(MailEvent event) {
      if (event instanceof Send) {
        return Topics.SENDS.name();
      }
      if (event instanceof Bounce) {
        return Topics.BOUNCES.name();
      }
      return event instanceof DeliveryEvent ? Topics.DELIVERIES.name() : Topics.FEEDBACK.name();
    }

    private void raw(Topic<byte[], byte[]> topic, String key, String value) {
      driver
          .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(key.getBytes(UTF_8), value.getBytes(UTF_8), START);
    }

    private <T> void write(Topic<String, T> topic, String key, T value, long time) {
      driver
          .createInputTopic(
              topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
          .pipeInput(key, value, time);
    }

    private void look() {
      driver.getAllStateStores().forEach(this::look);
      for (int i = 0; i < internal.size(); i++) {
        String topic = InternalTopics.names().get(i);
        for (TestRecord<byte[], byte[]> record : internal.get(i).readRecordsToList()) {
          keep(topic, record.key(), record.value());
        }
      }
    }

    private void look(String name, StateStore store) {
      if (store instanceof WindowStore<?, ?> windows) {
        try (var all = windows.all()) {
          all.forEachRemaining(entry -> keepEntry(name, entry.key.key(), entry.value));
        }
      } else if (store instanceof KeyValueStore<?, ?> values) {
        try (KeyValueIterator<?, ?> all = values.all()) {
          all.forEachRemaining(entry -> keepEntry(name, entry.key, entry.value));
        }
      }
    }

    private void keepEntry(String name, Object key, Object value) {
      byte[] keyBytes = key instanceof Bytes bytes ? bytes.get() : key.toString().getBytes(UTF_8);
      if (value instanceof byte[] bytes) {
        keep(name, keyBytes, bytes);
      }
    }
  }
}
