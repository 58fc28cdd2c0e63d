package dev.todoku.topology;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.streams.CloudEvents;
import dev.todoku.testing.EmbeddedPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The genuine log of a Postfix and its bounce messages, through the whole pipeline on a broker. The
 * same log is fed in several ways to one pipeline, each {@link Retelling} under names of its own.
 */
class GenuineLogTest {
  private static final int PARTITIONS = 4;
  private static final long COLLECTED_AT = Instant.parse("2026-11-21T21:00:00Z").toEpochMilli();
  private static final long HOUR = 60 * 60_000;

  private static final Retelling PLAIN = new Retelling("plain");
  private static final Retelling REVERSED = new Retelling("reversed");
  private static final Retelling REPEATED = new Retelling("repeated");
  private static final Retelling WITHOUT_KEY = new Retelling("without-key");
  private static final Retelling BOUNCES_FIRST = new Retelling("bounces-first");
  private static final Retelling BOUNCES_LAST = new Retelling("bounces-last");
  private static final Retelling RFC3339 = new Retelling("rfc3339");
  private static final Retelling JSON = new Retelling("json");
  private static final Retelling CUT = new Retelling("cut");

  /** With the last two a story of the first second and one of the last minute come first. */
  private static final List<Integer> SEEDS = List.of(1, 2, 3, 40, 66);

  private static final List<String> BOUNCES =
      List.of(
          "delayed-busy-1-4.0.0",
          "delayed-down-1-4.4.1",
          "delayed-full-1-4.2.2",
          "delayed-greylist-1-4.7.1",
          "delayed-multi-1-4.2.2",
          "failed-busy-1-4.0.0",
          "failed-down-1-4.4.1",
          "failed-full-1-4.2.2",
          "failed-greylist-1-4.7.1",
          "failed-multi-1-4.2.2",
          "failed-multi-1-5.1.1",
          "failed-spam-1-5.7.1",
          "failed-unknown-1-5.1.1");

  /** After it, who has not been named yet will not be. */
  private static final String A_LATER_LINE =
      "Nov 21 20:59:00 mx postfix/qmgr[332]: 4jX4Lz30YyzJXG6: from=<later@sender.test>, size=320,"
          + " nrcpt=1 (queue active)";

  /** Status, reason, temporary reason, fault, checkpoint: what the log says, read by a person. */
  private static final Map<String, String> APPLICATION_MAIL =
      Map.ofEntries(
          entry("m-ok-1@sender.test alice@ok.test", "DELIVERED DELIVERED null NONE MAIL_CLIENT"),
          entry("m-notify-1@sender.test bob@ok.test", "DELIVERED DELIVERED null NONE MAIL_CLIENT"),
          entry(
              "m-unknown-1@sender.test alice@unknown.test",
              "BOUNCED USER_UNKNOWN null ADDRESS RECEIVING_SERVER dead"),
          entry(
              "m-spam-1@sender.test alice@spam.test",
              "BOUNCED SPAM_DETECTED null CONTENT RECEIVING_SERVER"),
          entry(
              "m-full-1@sender.test alice@full.test",
              "EXPIRED EXPIRED MAILBOX_FULL MAILBOX RECEIVING_SERVER"),
          entry(
              "m-greylist-1@sender.test alice@greylist.test",
              "EXPIRED EXPIRED RATE_LIMITED RATE RECEIVING_SERVER"),
          entry(
              "m-down-1@sender.test alice@down.test",
              "EXPIRED EXPIRED NETWORK_ERROR NETWORK SENDING_SERVER"),
          entry(
              "m-busy-1@sender.test alice@busy.test",
              "EXPIRED EXPIRED SYSTEM_ERROR RECEIVER_SYSTEM RECEIVING_SERVER"),
          entry("m-multi-1@sender.test a@ok.test", "DELIVERED DELIVERED null NONE MAIL_CLIENT"),
          entry(
              "m-multi-1@sender.test b@unknown.test",
              "BOUNCED USER_UNKNOWN null ADDRESS RECEIVING_SERVER dead"),
          entry(
              "m-multi-1@sender.test c@full.test",
              "EXPIRED EXPIRED MAILBOX_FULL MAILBOX RECEIVING_SERVER"));

  @TempDir private static Path dir;
  private static EmbeddedPipeline pipeline;
  private static List<Outcome> outcomes;
  private static List<ProviderHealth> providerHealth;
  private static List<RecipientHealth> recipientHealth;
  private static List<Rejection> rejections;

  /** The log under other names, so that several of it fit into one pipeline. */
  record Retelling(String name) {
    String of(String genuine) {
      return genuine
          .replaceAll("\\b(mx|vm)\\b", "$1-" + name)
          .replace(".test", '-' + name + ".test");
    }

    /** The outcome as it would be had the log kept its names. */
    Outcome genuine(Outcome outcome) {
      String json = new String(write(outcome), StandardCharsets.UTF_8);
      String genuine =
          json.replaceAll("\\b(mx|vm)-" + name, "$1").replace('-' + name + ".test", ".test");
      return Topics.OUTCOMES
          .valueSerde()
          .deserializer()
          .deserialize(Topics.OUTCOMES.name(), genuine.getBytes(StandardCharsets.UTF_8));
    }

    boolean isOf(String address) {
      return address.endsWith('-' + name + ".test");
    }

    @Override
    public String toString() {
      return name;
    }

    private static byte[] write(Outcome outcome) {
      return Topics.OUTCOMES.valueSerde().serializer().serialize(Topics.OUTCOMES.name(), outcome);
    }
  }

  @BeforeAll
  static void feed() {
    pipeline = EmbeddedPipeline.start(dir, PARTITIONS, Map.of());
    feedBounces(BOUNCES_FIRST);
    pipeline.settle();
    feedLog(PLAIN, log());
    feedLog(RFC3339, lines("/samples/postfix/mail-rfc3339.log"));
    feedLog(JSON, lines("/samples/postfix/mail-rsyslog.ndjson"));
    feedLog(CUT, lines("/samples/postfix/mail-relayed-and-smtputf8.log"));
    feedLog(CUT, List.of(A_LATER_LINE));
    feedLog(BOUNCES_FIRST, log());
    feedLog(BOUNCES_LAST, log());
    List<String> reversed = new ArrayList<>(log());
    Collections.reverse(reversed);
    feedLog(REVERSED, reversed);
    List<String> twice = new ArrayList<>(log());
    twice.addAll(log());
    Collections.shuffle(twice, new Random(7));
    feedLog(REPEATED, twice);
    for (int seed : SEEDS) {
      List<String> shuffled = new ArrayList<>(log());
      Collections.shuffle(shuffled, new Random(seed));
      feedLog(shuffled(seed), shuffled);
    }
    for (String line : log()) {
      pipeline.sendRaw(Topics.RAW_POSTFIX.name(), null, utf8(WITHOUT_KEY.of(line)), COLLECTED_AT);
    }
    pipeline.settle();
    feedBounces(BOUNCES_LAST);
    feedBounce(CUT, "relayed-relayed-1-2.0.0");
    pipeline.passTo(COLLECTED_AT + HOUR);
    outcomes = pipeline.read(Topics.OUTCOMES);
    providerHealth = pipeline.read(Topics.PROVIDER_HEALTH);
    recipientHealth = pipeline.read(Topics.RECIPIENT_HEALTH);
    rejections = pipeline.read(Topics.REJECTIONS);
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  static Stream<Retelling> otherRetellings() {
    return Stream.concat(
        Stream.of(REVERSED, REPEATED, WITHOUT_KEY), SEEDS.stream().map(GenuineLogTest::shuffled));
  }

  static Stream<Retelling> allRetellings() {
    return Stream.concat(Stream.of(PLAIN, BOUNCES_FIRST, BOUNCES_LAST), otherRetellings());
  }

  @Test
  void everyRecipientHasTheOneOutcomeThatTheLogTells() {
    Map<String, String> expected = new TreeMap<>(APPLICATION_MAIL);
    for (String key : recipientsIn(log())) {
      expected.putIfAbsent(key, "DELIVERED DELIVERED null NONE MAIL_CLIENT notice");
    }
    assertThat(verdicts(PLAIN)).isEqualTo(expected).hasSize(11 + 13);
  }

  @Test
  void theTimesAreThoseOfTheLog() {
    Outcome full = ends(PLAIN).get("m-full-1@sender.test alice@full.test");
    assertThat(full.sentAt()).isEqualTo(at("20:47:52"));
    assertThat(full.deferredAt()).isEqualTo(at("20:47:52"));
    assertThat(full.lastDeferredAt()).isEqualTo(at("20:48:53"));
    assertThat(full.bouncedAt()).isEqualTo(at("20:48:53"));
    assertThat(full.time()).isEqualTo(at("20:48:53"));
    assertThat(full.deliveredAt()).isZero();
    assertThat(full.matchedBy()).isNull();
    assertThat(full.queueId()).isEqualTo("4jX46060bSzJX4b");
    assertThat(full.envelopeId()).isEqualTo("bounce+full-1@sender.test");
    assertThat(full.origin().host()).isEqualTo("mx");
    assertThat(full.origin().fromDomain()).isEqualTo("sender.test");
    assertThat(full.reply().text())
        .isEqualTo("452 4.2.2 The recipient's inbox is out of storage space");
  }

  @Test
  void outcomesStandUnderTheirRecipientAtTheTimeOfTheirLatestFact() {
    for (ConsumerRecord<byte[], byte[]> record : pipeline.readRaw(Topics.OUTCOMES.name())) {
      Outcome outcome =
          Topics.OUTCOMES.valueSerde().deserializer().deserialize(null, record.value());
      assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(outcome.recipient());
      assertThat(record.timestamp()).isEqualTo(outcome.time());
      assertThat(record.headers())
          .as("a CloudEvent's, none of the log's")
          .containsExactlyElementsOf(CloudEvents.outcome(outcome, outcome.recipient()));
    }
  }

  @ParameterizedTest
  @MethodSource("otherRetellings")
  void theOrderOfTheLinesDoesNotMatter(Retelling retelling) {
    assertThat(ends(retelling)).isEqualTo(ends(PLAIN));
  }

  @ParameterizedTest
  @MethodSource("allRetellings")
  void everyMessageCountsOnceAtItsProvider(Retelling retelling) {
    long accepted = 0;
    long bounced = 0;
    long expired = 0;
    long withdrawn = 0;
    for (ProviderHealth row : providerHealth) {
      if (retelling.isOf(row.provider())) {
        accepted += row.accepted();
        bounced += row.bounced();
        expired += row.expired();
        withdrawn += row.withdrawn();
      }
    }
    assertThat(List.of(accepted, bounced, expired, withdrawn)).containsExactly(3L, 3L, 5L, 0L);
  }

  @ParameterizedTest
  @MethodSource("allRetellings")
  void everyFailureCountsOnceForItsRecipient(Retelling retelling) {
    Map<String, String> counts = new TreeMap<>();
    for (RecipientHealth health : recipientHealth) {
      if (retelling.isOf(health.recipient()) && !health.because().isEmpty()) {
        counts.put(
            health.recipient().replace('-' + retelling.name(), ""),
            "dead=" + health.deadCount() + " soft=" + health.softCount());
      }
    }
    counts.remove("alice@greylist.test");
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "alice@unknown.test", "dead=1 soft=0",
                "b@unknown.test", "dead=1 soft=0",
                "alice@full.test", "dead=0 soft=1",
                "c@full.test", "dead=0 soft=1",
                "alice@busy.test", "dead=0 soft=1",
                "alice@down.test", "dead=0 soft=1"));
  }

  @ParameterizedTest
  @MethodSource("allRetellings")
  void aMailThatWasNotTakenOnIsARejectionAndNoOutcome(Retelling retelling) {
    String recipient = retelling.of("alice@noroute.test");
    assertThat(rejections)
        .filteredOn(rejection -> rejection.recipient().equals(recipient))
        .hasSize(retelling.equals(REPEATED) ? 2 : 1);
    assertThat(outcomes).noneMatch(outcome -> outcome.recipient().equals(recipient));
  }

  @Test
  void bounceMessagesConfirmWhatTheLogTold() {
    Map<String, Outcome> withBounces = ends(BOUNCES_LAST);
    for (Map.Entry<String, Outcome> told : ends(PLAIN).entrySet()) {
      Outcome confirmed = withBounces.get(told.getKey());
      assertThat(verdict(confirmed)).as(told.getKey()).isEqualTo(verdict(told.getValue()));
      boolean failed = told.getValue().status() != Status.DELIVERED;
      assertThat(confirmed.matchedBy())
          .as(told.getKey())
          .isEqualTo(failed ? MatchedBy.MESSAGE_ID : null);
      assertThat(confirmed.bounceNamed()).as(told.getKey()).isNull();
    }
    assertThat(withBounces).hasSameSizeAs(ends(PLAIN));
  }

  @Test
  void bounceMessagesMayComeBeforeTheLog() {
    assertThat(ends(BOUNCES_FIRST)).isEqualTo(ends(BOUNCES_LAST));
  }

  @Test
  void theOtherFramingsTellTheSame() {
    assertThat(ends(JSON)).isEqualTo(ends(RFC3339));
    assertThat(verdicts(RFC3339))
        .isEqualTo(
            Map.of(
                "m-sys-ok@sender.test alice@ok.test",
                "DELIVERED DELIVERED null NONE MAIL_CLIENT",
                "m-sys-unknown@sender.test alice@unknown.test",
                "BOUNCED USER_UNKNOWN null ADDRESS RECEIVING_SERVER dead",
                "m-sys-full@sender.test alice@full.test",
                "DEFERRED MAILBOX_FULL null MAILBOX RECEIVING_SERVER",
                "4jX4LL0s3NzJXqh@mx.sender.test bounce+sys-unknown@sender.test",
                "DELIVERED DELIVERED null NONE MAIL_CLIENT notice"));
  }

  @Test
  void mailWhoseMessageIdTheLogDoesNotNameGoesByItsQueueId() {
    assertThat(verdicts(CUT))
        .containsEntry(
            "4jX4Hg30YyzJXG6.mx@queue-id.invalid bob@nodsn.test",
            "DELIVERED DELIVERED null NONE MAIL_CLIENT")
        .containsEntry(
            "4jX4Hg33NzzJXjv.mx@queue-id.invalid josé@unknown.test",
            "BOUNCED CONTENT_ERROR null CONTENT RECEIVING_SERVER")
        .containsEntry(
            "4jX4Hg3YYLzJXk0@mx.sender.test bounce+utf8-1@sender.test",
            "BOUNCED CONTENT_ERROR null CONTENT RECEIVING_SERVER notice");
  }

  @Test
  void aReportOfSuccessDoesNoHarm() {
    assertThat(verdicts(CUT)).doesNotContainKey("m-relayed-1@sender.test bob@nodsn.test");
    assertThat(recipientHealth)
        .noneMatch(health -> health.recipient().equals(CUT.of("bob@nodsn.test")));
  }

  @Test
  void nothingIsLeftOver() {
    assertThat(pipeline.read(Topics.UNMATCHED)).isEmpty();
    assertThat(pipeline.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  /** The last word on each (message, recipient), under the genuine names. */
  private static Map<String, Outcome> ends(Retelling retelling) {
    Map<String, Outcome> ends = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (retelling.isOf(outcome.recipient())) {
        Outcome genuine = retelling.genuine(outcome);
        ends.merge(
            genuine.messageId() + ' ' + genuine.recipient(),
            genuine,
            (known, later) -> later.revision() >= known.revision() ? later : known);
      }
    }
    return ends;
  }

  private static Map<String, String> verdicts(Retelling retelling) {
    Map<String, String> verdicts = new TreeMap<>();
    ends(retelling).forEach((key, outcome) -> verdicts.put(key, verdict(outcome)));
    return verdicts;
  }

  private static String verdict(Outcome outcome) {
    return Stream.of(
                outcome.status(),
                outcome.reason(),
                outcome.temporaryReason(),
                outcome.fault(),
                outcome.stoppedAt())
            .map(String::valueOf)
            .reduce((a, b) -> a + ' ' + b)
            .orElseThrow()
        + (outcome.addressIsDead() ? " dead" : "")
        + (outcome.notice() ? " notice" : "");
  }

  /** Who was tried for which message, read from the log in another way than by the intake. */
  private static Set<String> recipientsIn(List<String> lines) {
    Pattern named = Pattern.compile("cleanup\\[\\d+]: (\\w+): message-id=<(.*)>");
    Pattern tried = Pattern.compile("smtp\\[\\d+]: (\\w+): to=<([^>]*)>");
    Map<String, String> messageIds = new HashMap<>();
    Set<String> recipients = new TreeSet<>();
    for (String line : lines) {
      Matcher name = named.matcher(line);
      if (name.find()) {
        messageIds.put(name.group(1), name.group(2));
      }
    }
    for (String line : lines) {
      Matcher attempt = tried.matcher(line);
      if (attempt.find()) {
        recipients.add(messageIds.get(attempt.group(1)) + ' ' + attempt.group(2));
      }
    }
    return recipients;
  }

  private static Retelling shuffled(int seed) {
    return new Retelling("seed-" + seed);
  }

  private static void feedLog(Retelling retelling, List<String> lines) {
    for (String line : lines) {
      pipeline.sendRaw(
          Topics.RAW_POSTFIX.name(),
          utf8(retelling.of("mx")),
          utf8(retelling.of(line)),
          COLLECTED_AT);
    }
  }

  private static void feedBounces(Retelling retelling) {
    BOUNCES.forEach(name -> feedBounce(retelling, name));
  }

  private static void feedBounce(Retelling retelling, String name) {
    String message = resource("/dev/todoku/samples/bounces/postfix-" + name + ".eml");
    pipeline.sendRaw(Topics.RAW_BOUNCES.name(), null, utf8(retelling.of(message)), COLLECTED_AT);
  }

  private static List<String> log() {
    return lines("/dev/todoku/samples/postfix/mail.log");
  }

  private static List<String> lines(String name) {
    return resource(name).lines().toList();
  }

  private static String resource(String name) {
    try (InputStream in = GenuineLogTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long at(String time) {
    return Instant.parse("2026-11-21T" + time + "Z").toEpochMilli();
  }
}
