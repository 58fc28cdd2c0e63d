package dev.todoku.topology;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Send;
import dev.todoku.schema.Text;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stages make of the facts on {@code mail.dns-facts}. */
class FactFlowTest {
  private static final long MINUTE = 60_000;
  private static final String COMPANY = "company.example";
  private static final String IP = "192.0.2.10";

  @TempDir Path dir;
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver = driver("first");
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldCallACompanyByWhoRunsItsMailAndFollowItWhenItMoves() {
    learn(route("08:00", COMPANY));
    learn(route("12:00", "microsoft"));
    deliver("m1", "07:59");
    deliver("m2", "11:59");
    deliver("m3", "12:00");
    deliver("m4", "12:01");
    assertThat(read(Topics.OUTCOMES))
        .extracting(Outcome::provider)
        .containsExactly(COMPANY, COMPANY, COMPANY, "microsoft");
  }

  @Test
  void shouldKeepAMessageAtTheProviderItWasSentTo() {
    Mail mail = Mail.to("a@" + COMPANY, "m1@shop.example");
    learn(route("08:00", "google"));
    learn(route("12:00", "microsoft"));
    write(mail.send(at("11:00")));
    write(mail.delivery(at("11:01")));
    write(mail.bounceMessage(at("15:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    assertThat(read(Topics.OUTCOMES))
        .extracting(Outcome::provider)
        .containsExactly("google", "google");
  }

  @Test
  void shouldRollCompaniesUpSoThatTheyAreOneBlock() {
    for (int i = 0; i < 40; i++) {
      learn(route("08:00", "company" + i + ".example", "microsoft"));
    }
    refuseBy(i -> "a@company" + i % 40 + ".example");
    Alert block = alerts(Cause.IP_BLOCK).get(0);
    assertThat(block.scope().provider()).isEqualTo("microsoft");
    assertThat(block.scope().sourceIp()).isEqualTo(IP);
  }

  @Test
  void shouldRaiseAListingThatNobodyRefusesForYet() {
    learn(listing("09:05", ListingFact.State.LISTED));
    learn(listing("10:05", ListingFact.State.CLEAR));
    for (long time = at("09:00"); time < at("10:30"); time += MINUTE) {
      write(Mail.to("r" + time + "@docomo.ne.jp", "m" + time + "@shop.example").delivery(time));
    }
    assertThat(alerts(Cause.DNS_LIST))
        .extracting(Alert::state)
        .containsExactly(Alert.State.OPEN, Alert.State.RESOLVED);
  }

  @Test
  void shouldReplayToTheSameAlertsFromTheFactsAlone() {
    List<DnsFact> facts =
        List.of(
            route("08:00", "microsoft"),
            listing("09:30", ListingFact.State.LISTED),
            listing("12:00", ListingFact.State.CLEAR));
    List<MailEvent> events = dayOfABlock();
    int next = 0;
    for (MailEvent event : events) {
      while (next < facts.size() && facts.get(next).time() <= event.time()) {
        learn(facts.get(next++));
      }
      write(event);
    }
    List<Alert> first = read(Topics.ALERTS);
    assertThat(first).extracting(Alert::cause).contains(Cause.DNS_LIST);
    assertThat(first).anyMatch(alert -> alert.evidence().failures() > 0);
    assertThat(first)
        .flatExtracting(alert -> alert.evidence().findings())
        .extracting(Evidence.Indication::id)
        .contains("dns-listed");
    List<Outcome> outcomes = read(Topics.OUTCOMES);

    driver.close();
    driver = driver("replay");
    facts.forEach(this::learn);
    events.forEach(this::write);
    assertThat(read(Topics.ALERTS)).isEqualTo(first);
    assertThat(read(Topics.OUTCOMES)).isEqualTo(outcomes);
  }

  @Test
  void shouldPassOverWhatIsNoFact() {
    TestInputTopic<byte[], byte[]> raw =
        driver.createInputTopic(
            Topics.DNS_FACTS.name(),
            Topics.RAW_BOUNCES.valueSerde().serializer(),
            Topics.RAW_BOUNCES.valueSerde().serializer());
    raw.pipeInput(new byte[] {1}, new byte[] {'{'}, at("08:00"));
    raw.pipeInput(new byte[] {1}, new byte[0], at("08:00"));
    learn(route("08:00", "microsoft"));
    deliver("m1", "09:00");
    assertThat(read(Topics.OUTCOMES).get(0).provider()).isEqualTo("microsoft");
  }

  private static List<MailEvent> dayOfABlock() {
    List<MailEvent> events = new ArrayList<>();
    for (long time = at("08:30"); time < at("14:00"); time += MINUTE) {
      Mail mail = Mail.to("r" + time + "@" + COMPANY, "m" + time + "@shop.example");
      boolean isRefused = time >= at("10:00") && time < at("11:00");
      events.add(
          isRefused ? mail.refusal(time, Reason.BLOCKED, Mail.BLOCKED) : mail.delivery(time));
    }
    return events;
  }

  private void refuseBy(IntFunction<String> recipient) {
    long time = at("09:00");
    for (int i = 0; i < 330; i++, time += MINUTE) {
      Mail mail = Mail.to(recipient.apply(i), "m" + i + "@shop.example");
      write(i < 300 ? mail.delivery(time) : mail.refusal(time, Reason.BLOCKED, Mail.BLOCKED));
    }
    TestDriver.silence(driver, TestDriver.QUIET);
  }

  private void deliver(String id, String time) {
    write(Mail.to(id + "@" + COMPANY, id + "@shop.example").delivery(at(time)));
  }

  private static RouteFact route(String time, String provider) {
    return route(time, COMPANY, provider);
  }

  private static RouteFact route(String time, String domain, String provider) {
    return new RouteFact(
        domain, at(time), at(time), RouteFact.State.MX, provider, List.of(), List.of());
  }

  private static ListingFact listing(String time, ListingFact.State state) {
    boolean isListed = state == ListingFact.State.LISTED;
    List<String> codes = isListed ? List.of("127.0.0.2") : List.of();
    List<Text> meanings = isListed ? List.of(new Text("スパム", "spam")) : List.of();
    return new ListingFact(
        IP, "zen.example", at(time), at(time), state, codes, meanings, null, null);
  }

  private TopologyTestDriver driver(String name) {
    TopologyTestDriver opened = TestDriver.open(dir.resolve(name), TestSettings.of(1));
    beQuiet(opened);
    return opened;
  }

  /** Long enough for no attempt to be waited for on a topic on which nothing comes. */
  private static void beQuiet(TopologyTestDriver driver) {
    TestDriver.silence(driver, TestDriver.QUIET);
  }

  private void learn(DnsFact fact) {
    write(Topics.DNS_FACTS, fact.key(), fact, fact.time());
  }

  private void write(MailEvent event) {
    if (event instanceof Send send) {
      write(Topics.SENDS, send.messageId(), send, send.time());
    } else if (event instanceof Delivery delivery) {
      write(Topics.DELIVERIES, delivery.messageId(), delivery, delivery.time());
    } else if (event instanceof Bounce bounce) {
      write(Topics.BOUNCES, bounce.messageId(), bounce, bounce.time());
    }
  }

  private <T> void write(Topic<String, T> topic, String key, T value, long time) {
    driver
        .createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
        .pipeInput(key, value, time);
  }

  private List<Alert> alerts(Cause cause) {
    return read(Topics.ALERTS).stream().filter(alert -> alert.cause() == cause).toList();
  }

  private <T> List<T> read(Topic<String, T> topic) {
    beQuiet(driver);
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
