package dev.todoku.dnsfeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.FakeDns;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.dns.fact.FactSource;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Origin;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactFeedTest {
  private static final TopicPartition SENDS = new TopicPartition(Topics.SENDS.name(), 0);

  private final FakeDns dns = new FakeDns();
  private final MockConsumer<String, Object> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, DnsFact> producer =
      new MockProducer<>(
          true, null, new StringSerializer(), Topics.DNS_FACTS.valueSerde().serializer());
  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private boolean isSilent;
  private FactFeed feed;
  private long offset;

  @BeforeEach
  void start() {
    Dns resolver =
        question ->
            isSilent
                ? CompletableFuture.completedFuture(DnsAnswer.failed("no answer", Duration.ZERO))
                : dns.ask(question);
    FactSource source = new FactSource(resolver, () -> now, BlocklistTable.load());
    feed = new FactFeed(consumer, producer, new FactFeeder(source, () -> now, Runnable::run));
    consumer.assign(List.of(SENDS));
    consumer.updateBeginningOffsets(Map.of(SENDS, 0L));
    dns.with("company.test", RecordType.MX, "10 aspmx.l.google.com");
  }

  @Test
  void shouldWriteWhoRunsTheMailboxesAndWhetherTheSenderIsInOrder() {
    send("bob@Company.test", "192.0.2.1");
    step();
    RouteFact route = (RouteFact) fact("route:company.test");
    assertThat(route.provider()).isEqualTo("google");
    PostureFact posture = (PostureFact) fact("posture:shop.test");
    assertThat(posture.sourceIps()).containsExactly("192.0.2.1");
    assertThat(posture.findings())
        .extracting(PostureFact.Finding::kind)
        .contains("DOMAIN_UNKNOWN", "PTR_MISSING");
    ListingFact listing = (ListingFact) fact("listing:192.0.2.1@zen.spamhaus.org");
    assertThat(listing.state()).isEqualTo(ListingFact.State.CLEAR);
    assertThat(producer.history())
        .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(now.toEpochMilli()));
  }

  @Test
  void shouldAskAgainOnlyForWhatIsSeenAfterItsTime() {
    send("bob@company.test", null);
    step();
    int written = producer.history().size();
    send("alice@company.test", null);
    now = now.plusSeconds(60);
    step();
    assertThat(producer.history()).hasSize(written);
    now = now.plusSeconds(3_600);
    step();
    assertThat(producer.history()).as("nobody wrote to it").hasSize(written);
    send("carol@company.test", null);
    step();
    assertThat(producer.history()).hasSizeGreaterThan(written);
  }

  @Test
  void shouldWriteNothingWhileTheDnsIsSilentAndCatchUpThen() {
    isSilent = true;
    send("bob@company.test", "192.0.2.1");
    step();
    assertThat(producer.history()).isEmpty();
    isSilent = false;
    send("bob@company.test", "192.0.2.1");
    step();
    assertThat(producer.history()).as("not within a minute").isEmpty();
    now = now.plusSeconds(61);
    send("bob@company.test", "192.0.2.1");
    step();
    assertThat(((RouteFact) fact("route:company.test")).provider()).isEqualTo("google");
  }

  @Test
  void shouldNotAskWhoRunsDomainsThatEverybodyKnows() {
    send("bob@docomo.ne.jp", null);
    step();
    assertThat(producer.history()).noneMatch(record -> record.key().startsWith("route:"));
  }

  @Test
  void shouldAskWhichListHasTheFromDomain() {
    dns.with("shop.test.dbl.spamhaus.org", RecordType.A, "127.0.1.2");
    send("bob@company.test", "192.0.2.1");
    step();
    ListingFact listing = (ListingFact) fact("listing:shop.test@dbl.spamhaus.org");
    assertThat(listing.state()).isEqualTo(ListingFact.State.LISTED);
  }

  @Test
  void shouldTryTheSelectorsOfMailThatCameBack() {
    dns.txt("k2026._domainkey.shop.test", "v=DKIM1; p=");
    send("bob@company.test", "192.0.2.1");
    step();
    assertThat(kinds()).contains("DKIM_SELECTOR_NEEDED");
    String bounce =
        String.join(
            "\r\n",
            "Subject: Undelivered Mail Returned to Sender",
            "",
            "DKIM-Signature: v=1; a=rsa-sha256; d=other.test; s=x; b=YQ==",
            "dkim-signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
            "\td=Shop.test; h=from:to:subject;",
            " s=k2026; bh=YQ==; b=YQ==",
            "From: shop@shop.test",
            "X-Note: d=shop.test; s=none");
    byte[] bytes = bounce.getBytes(StandardCharsets.UTF_8);
    consumer.addRecord(
        new ConsumerRecord<>(
            SENDS.topic(),
            0,
            offset++,
            null,
            new SeenDeserializer().deserialize(Topics.RAW_BOUNCES.name(), bytes)));
    now = now.plusSeconds(601);
    send("bob@company.test", "192.0.2.1");
    step();
    assertThat(kinds()).contains("DKIM_REVOKED").doesNotContain("DKIM_SELECTOR_NEEDED");
  }

  @Test
  void shouldKeepUpWithMailWhileTheResolverIsDead() {
    Dns dead = question -> new CompletableFuture<>();
    FactSource source = new FactSource(dead, () -> now, BlocklistTable.load());
    feed = new FactFeed(consumer, producer, new FactFeeder(source, () -> now, neverDone -> {}));
    long start = System.nanoTime();
    for (int i = 0; i < 50_000; i++) {
      send("bob@d" + i % 20_000 + ".test", "192.0.2." + i % 250);
      if (i % 500 == 0) {
        step();
      }
    }
    step();
    assertThat(consumer.position(SENDS)).isEqualTo(offset);
    assertThat(producer.history()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void shouldPassOverWhatItCannotRead() {
    SeenDeserializer values = new SeenDeserializer();
    byte[] garbage = "{".getBytes(StandardCharsets.UTF_8);
    assertThat(values.deserialize(Topics.SENDS.name(), garbage)).isNull();
    consumer.addRecord(new ConsumerRecord<>(SENDS.topic(), 0, offset++, "k", null));
    step();
    assertThat(producer.history()).isEmpty();
  }

  private void send(String recipient, String ip) {
    Origin origin = new Origin("mail", ip, "shop.test", null, null);
    long time = now.toEpochMilli();
    Send send = Send.builder("m" + offset, recipient, time).origin(origin).build();
    consumer.addRecord(new ConsumerRecord<>(SENDS.topic(), 0, offset++, "m", send));
  }

  /** Reads what there is, and writes what was answered at once. */
  private void step() {
    feed.step(Duration.ZERO);
  }

  private List<String> kinds() {
    return ((PostureFact) fact("posture:shop.test"))
        .findings().stream().map(PostureFact.Finding::kind).toList();
  }

  private DnsFact fact(String key) {
    return producer.history().stream()
        .filter(record -> record.key().equals(key))
        .reduce((first, last) -> last)
        .orElseThrow()
        .value();
  }
}
