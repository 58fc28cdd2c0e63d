package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people really run: Postfix, or an application, in front of a mail service. Each pair in both
 * orders, and everything twice, as services and shippers repeat themselves.
 */
class ServicePairsTest {
  private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
  private static final String TARO = "taro@gmail.com";

  @TempDir private Path dir;

  /** One pair: what is in front, and what the service reports of a delivery and of a refusal. */
  private enum Pair {
    MAILGUN(
        "mailgun/main",
        "smtp.mailgun.org[192.0.2.80]:587",
        "250 Great success",
        "m1@shop.example") {
      @Override
      String delivered() {
        return event(
            "delivered", "", "{\"code\":250,\"message\":\"OK\",\"mx-host\":\"mx.gmail.example\"}");
      }

      @Override
      String refused() {
        return event(
            "failed",
            "\"severity\":\"permanent\",\"reason\":\"bounce\",",
            "{\"code\":550,\"message\":\"5.1.1 no such user\",\"mx-host\":\"mx.gmail.example\"}");
      }

      private String event(String name, String more, String status) {
        return "{\"signature\":{},\"event-data\":{\"event\":\""
            + name
            + "\","
            + more
            + "\"id\":\"e-"
            + name
            + "\",\"timestamp\":"
            + (NINE.getEpochSecond() + 4)
            + ".25,\"recipient\":\"taro@gmail.com\",\"delivery-status\":"
            + status
            + ",\"message\":{\"headers\":{\"message-id\":\"m1@shop.example\","
            + "\"from\":\"info@shop.example\"}}}}";
      }
    },

    SES(
        "ses/main",
        "email-smtp.eu-west-1.amazonaws.com[192.0.2.81]:587",
        "250 Ok 0102019a-aaaa",
        "m1@shop.example") {
      @Override
      String delivered() {
        return event(
            "Delivery",
            "\"delivery\":{\"timestamp\":\"2026-11-20T09:00:04.000Z\",\"recipients\":"
                + "[\"taro@gmail.com\"],\"smtpResponse\":\"250 2.0.0 OK\"}");
      }

      @Override
      String refused() {
        return event(
            "Bounce",
            "\"bounce\":{\"bounceType\":\"Permanent\",\"timestamp\":\"2026-11-20T09:00:04.000Z\","
                + "\"bouncedRecipients\":[{\"emailAddress\":\"taro@gmail.com\",\"diagnosticCode\":"
                + "\"smtp; 550 5.1.1 no such user\"}]}");
      }

      private String event(String type, String detail) {
        return "{\"eventType\":\""
            + type
            + "\",\"mail\":{\"messageId\":\"0102019a-aaaa\",\"headers\":[{\"name\":\"Message-ID\","
            + "\"value\":\"<m1@shop.example>\"}],\"commonHeaders\":{\"messageId\":"
            + "\"0102019a-aaaa\"}},"
            + detail
            + "}";
      }
    },

    SENDGRID(
        "sendgrid/main",
        "smtp.sendgrid.net[192.0.2.82]:587",
        "250 Ok: queued as X1",
        "m1@shop.example") {
      @Override
      String delivered() {
        return event("delivered", "\"response\":\"250 2.0.0 OK\"");
      }

      @Override
      String refused() {
        return event(
            "bounce",
            "\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 no such user\"");
      }

      private String event(String name, String more) {
        return "[{\"email\":\"taro@gmail.com\",\"event\":\""
            + name
            + "\",\"timestamp\":"
            + (NINE.getEpochSecond() + 4)
            + ",\"smtp-id\":\"<m1@shop.example>\",\"sg_message_id\":\"X1.recvd.0\","
            + more
            + "}]";
      }
    },

    /** It never names the header Message-ID: the application calls the message by Postmark's id. */
    POSTMARK("postmark/shop", null, null, "pm-1@postmark") {
      @Override
      String delivered() {
        return "{\"RecordType\":\"Delivery\",\"MessageID\":\"pm-1\",\"Recipient\":"
            + "\"taro@gmail.com\",\"DeliveredAt\":\"2026-11-20T18:00:04+09:00\",\"Details\":"
            + "\"250 2.0.0 OK\"}";
      }

      @Override
      String refused() {
        return "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",\"ID\":7,\"MessageID\":\"pm-1\","
            + "\"Email\":\"taro@gmail.com\",\"Details\":\"smtp;550 5.1.1 no such user\","
            + "\"BouncedAt\":\"2026-11-20T09:00:04Z\"}";
      }
    };

    private final String source;
    private final String relay;
    private final String accepted;
    private final String messageId;

    Pair(String source, String relay, String accepted, String messageId) {
      this.source = source;
      this.relay = relay;
      this.accepted = accepted;
      this.messageId = messageId;
    }

    abstract String delivered();

    abstract String refused();
  }

  static Stream<Arguments> pairsInBothOrders() {
    return Stream.of(Pair.values())
        .flatMap(pair -> Stream.of(Arguments.of(pair, true), Arguments.of(pair, false)));
  }

  @ParameterizedTest
  @MethodSource("pairsInBothOrders")
  void aDeliveryThatTheServiceReportsCompletesTheMessage(Pair pair, boolean isServiceLast) {
    Read read = read(pair, pair.delivered(), isServiceLast);

    assertThat(read.outcome.messageId()).isEqualTo(pair.messageId);
    assertThat(read.outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(read.outcome.deliveredAt() / 1_000).isEqualTo(NINE.plusSeconds(4).getEpochSecond());
    assertThat(read.accepted).isEqualTo(1);
    assertThat(read.bounced).isZero();
  }

  @ParameterizedTest
  @MethodSource("pairsInBothOrders")
  void aRefusalThatTheServiceReportsIsTheRecipientsServers(Pair pair, boolean isServiceLast) {
    Read read = read(pair, pair.refused(), isServiceLast);

    assertThat(read.outcome.messageId()).isEqualTo(pair.messageId);
    assertThat(read.outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(read.outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(read.outcome.deliveredAt()).isZero();
    assertThat(read.accepted).isZero();
    assertThat(read.bounced).isEqualTo(1);
  }

  private record Read(Outcome outcome, long accepted, long bounced) {}

  private Read read(Pair pair, String report, boolean isServiceLast) {
    try (TopologyTestDriver driver = TestDriver.open(dir, TestSettings.of(1))) {
      List<Runnable> feeds = new ArrayList<>();
      feeds.add(() -> inFront(driver, pair));
      feeds.add(() -> post(driver, pair.source, report));
      if (!isServiceLast) {
        Collections.reverse(feeds);
      }
      feeds.forEach(Runnable::run);
      feeds.forEach(Runnable::run);
      TestDriver.silence(driver, Duration.ofMinutes(3));
      List<Outcome> outcomes = all(driver, Topics.OUTCOMES);
      List<ProviderHealth> health =
          all(driver, Topics.PROVIDER_HEALTH).stream()
              .filter(row -> row.provider().equals("google"))
              .toList();
      assertThat(outcomes).extracting(Outcome::messageId).containsOnly(pair.messageId);
      return new Read(
          outcomes.get(outcomes.size() - 1),
          health.stream().mapToLong(ProviderHealth::accepted).sum(),
          health.stream().mapToLong(ProviderHealth::bounced).sum());
    }
  }

  private static void inFront(TopologyTestDriver driver, Pair pair) {
    if (pair.relay == null) {
      application(driver, pair);
      return;
    }
    TestInputTopic<byte[], byte[]> log = input(driver, Topics.RAW_POSTFIX);
    for (String line :
        List.of(
            "09:00:00 mx1 postfix/cleanup[7]: A85CC2B0E7: message-id=<m1@shop.example>",
            "09:00:00 mx1 postfix/qmgr[7]: A85CC2B0E7: from=<info@shop.example>, size=9, nrcpt=1"
                + " (queue active)",
            "09:00:01 mx1 postfix/smtp[7]: A85CC2B0E7: to=<taro@gmail.com>, relay="
                + pair.relay
                + ", delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent ("
                + pair.accepted
                + ")",
            "09:00:01 mx1 postfix/qmgr[7]: A85CC2B0E7: removed")) {
      log.pipeInput("mx1".getBytes(UTF_8), ("Nov 20 " + line).getBytes(UTF_8), NINE.toEpochMilli());
    }
  }

  private static void application(TopologyTestDriver driver, Pair pair) {
    Send send = Send.builder(pair.messageId, TARO, NINE.toEpochMilli()).build();
    driver
        .createInputTopic(
            Topics.SENDS.name(),
            Topics.SENDS.keySerde().serializer(),
            Topics.SENDS.valueSerde().serializer())
        .pipeInput(send.messageId(), send, send.time());
  }

  private static void post(TopologyTestDriver driver, String source, String body) {
    input(driver, Topics.RAW_REPORTS)
        .pipeInput(
            new TestRecord<>(
                source.getBytes(UTF_8),
                body.getBytes(UTF_8),
                new RecordHeaders(),
                NINE.plusSeconds(30)));
  }

  private static TestInputTopic<byte[], byte[]> input(
      TopologyTestDriver driver, Topic<byte[], byte[]> topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static <T> List<T> all(TopologyTestDriver driver, Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
