package dev.todoku.app;

import static dev.todoku.testing.Mail.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyRules;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whole worlds of mail, from the texts of replies to incidents. */
@Tag("long")
class WorldsTest {
  /** Not mail.provider-health: a minute of which nothing is left may have a row of zeros. */
  private static final Set<String> READ =
      Stream.of(Topics.ALERTS, Topics.SIGNALS, Topics.OUTCOMES, Topics.RECIPIENT_HEALTH)
          .map(Topic::name)
          .collect(Collectors.toSet());

  private static final ReplyRules RULES = ReplyRules.load();
  private static final long MINUTE = 60_000;
  private static final long START = at("00:00");
  private static final long TROUBLE = START + 600 * MINUTE;
  private static final long END = TROUBLE + 180 * MINUTE;
  private static final int POOL = 60;

  @TempDir Path dir;
  private final Random random = new Random(24);
  private final List<MailEvent> events = new ArrayList<>();
  private final List<RouteFact> facts = new ArrayList<>();
  private final Set<String> open = new HashSet<>();
  private int number;

  /** What becomes of a message that is sent at a time from an IP. */
  private interface Fate {
    void of(Mail mail, long time);
  }

  @Test
  void greylistedFirstAttemptsAreNoBlock() {
    mail("192.0.2.10", "shop.example", START, END, this::maybeGreylisted);
    assertThat(incidents()).isEmpty();
  }

  @Test
  void aRefusalThatFailsAgainAndAgainIsOneThoughItSaysOnlyForNow() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    mail(
        "192.0.2.10",
        "shop.example",
        TROUBLE,
        END,
        (mail, time) -> {
          for (int hour = 0; hour < 4; hour++) {
            defer(mail, time + hour * 60 * MINUTE, 450, "4.7.1", "Recipient not taken at present");
          }
        });
    assertThat(incidents()).containsValue(Cause.IP_BLOCK);
  }

  @Test
  void aBlockInWordsThatNobodyKnowsIsFound() {
    for (String words : List.of("Administrative prohibition", "Transaction failed")) {
      events.clear();
      mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
      mail("192.0.2.10", "shop.example", TROUBLE, END, refused(554, null, words));
      assertThat(incidents()).as(words).containsValue(Cause.IP_BLOCK);
    }
  }

  @Test
  void aServerUnderMaintenanceBlocksNobody() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    mail(
        "192.0.2.10",
        "shop.example",
        TROUBLE,
        TROUBLE + 20 * MINUTE,
        (mail, time) -> {
          defer(mail, time, 421, null, "Service not available");
          passes(mail, time + 25 * MINUTE);
        });
    mail("192.0.2.10", "shop.example", TROUBLE + 20 * MINUTE, END, this::passes);
    assertThat(incidents().values()).isSubsetOf(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void aFromDomainThatIsRefusedOnItsOnlyIpIsNoBlockOfTheIp() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    mail("192.0.2.10", "club.example", START, END, this::passes);
    mail(
        "192.0.2.10",
        "shop.example",
        TROUBLE,
        END,
        refused(550, "5.7.1", "Message refused, sender domain blocked"));
    assertThat(incidents())
        .containsEntry(new Scope("docomo", null, "shop.example"), Cause.DOMAIN_BLOCK)
        .doesNotContainValue(Cause.IP_BLOCK);
  }

  @Test
  void twoOfFourIpsAreBlockedAndTheProviderIsNot() {
    for (int ip = 10; ip < 14; ip++) {
      mail("192.0.2." + ip, "shop.example", START, TROUBLE, this::passes);
      Fate fate = ip < 12 ? refused(550, "5.1.1", "User unknown") : this::passes;
      mail("192.0.2." + ip, "shop.example", TROUBLE, END, fate);
    }
    assertThat(incidents().values()).contains(Cause.IP_BLOCK).doesNotContain(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void aDaysBouncesThatComeBackInOneBatchAreNoBlock() {
    mail("192.0.2.10", "shop.example", START, END, this::maybeReturnedInABatch);
    assertThat(incidents()).isEmpty();
  }

  @Test
  void aSurgeThatIsSlowedDownAndPassesLaterIsNoBlock() {
    mail("192.0.2.10", "shop.example", START, END, this::passes);
    for (long time = TROUBLE; time < TROUBLE + 30 * MINUTE; time += MINUTE / 13) {
      Mail mail = next("192.0.2.10", "shop.example");
      boolean isSlowedDown = random.nextBoolean();
      if (isSlowedDown) {
        String words = "Our system has detected an unusual rate of mail from your IP address";
        defer(mail, time, 421, "4.7.28", words);
      }
      passes(mail, isSlowedDown ? time + 25 * MINUTE : time);
    }
    assertThat(incidents()).containsValue(Cause.RATE_LIMITING).doesNotContainValue(Cause.IP_BLOCK);
  }

  @Test
  void theOnlyIpIsNotBlamedBeforeItsOtherFromDomainsShowIt() {
    mail("192.0.2.10", "shop.example", START, END, this::passes);
    mail("192.0.2.10", "news.example", START, TROUBLE, this::passes);
    Fate refused = refused(550, "5.7.1", "Message refused by policy");
    for (int mails = 0; mails < 4; mails++) {
      mail("192.0.2.10", "news.example", TROUBLE, END, refused);
    }
    assertThat(incidents())
        .containsOnly(Map.entry(new Scope("docomo", null, "news.example"), Cause.DOMAIN_BLOCK));
  }

  @Test
  void aSurgeIsReportedThoughNothingPassesBeforeItIsOver() {
    mail("192.0.2.10", "shop.example", START, END, this::passes);
    for (long time = TROUBLE; time < TROUBLE + 30 * MINUTE; time += MINUTE / 13) {
      Mail mail = next("192.0.2.10", "shop.example");
      boolean isSlowedDown = random.nextBoolean();
      if (isSlowedDown) {
        defer(mail, time, 421, "4.7.28", "unusual rate of unsolicited mail from your IP address");
      }
      passes(mail, isSlowedDown ? time + 55 * MINUTE : time);
    }
    assertThat(incidents()).containsValue(Cause.RATE_LIMITING).doesNotContainValue(Cause.IP_BLOCK);
  }

  @Test
  void aRateLimitThatGrowsDayByDayNeverBecomesTheHabit() {
    for (int day = 0; day < 5; day++) {
      double held = Math.min(.7, .08 * Math.pow(2, day));
      long from = START + day * 1440 * MINUTE;
      for (long time = from; time < from + 1440 * MINUTE; time += 6 * MINUTE) {
        Mail mail = next("192.0.2.10", "shop.example");
        boolean isHeld = random.nextDouble() < held;
        if (isHeld) {
          defer(mail, time, 421, "4.7.28", "unusual rate of mail from your IP address");
        }
        passes(mail, isHeld ? time + 35 * MINUTE : time);
      }
    }
    assertThat(incidents())
        .containsOnly(Map.entry(new Scope("docomo", "192.0.2.10", null), Cause.RATE_LIMITING));
  }

  @Test
  void aRateLimitThatTurnsIntoABlockIsCalledOneBeforeItsFailuresHaveDoubled() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    for (long time = TROUBLE; time < TROUBLE + 120 * MINUTE; time += MINUTE) {
      Mail mail = next("192.0.2.10", "shop.example");
      boolean isHeld = number % 5 < 3;
      if (isHeld) {
        defer(mail, time, 421, "4.7.28", "unusual rate of mail from your IP address");
      }
      passes(mail, isHeld ? time + 15 * MINUTE : time);
    }
    long block = TROUBLE + 120 * MINUTE;
    Fate refused = refused(550, "5.7.1", "unusual rate of mail from your IP address, blocked");
    mail("192.0.2.10", "shop.example", block, block + 30 * MINUTE, refused);
    assertThat(incidents())
        .containsOnly(Map.entry(new Scope("docomo", "192.0.2.10", null), Cause.IP_BLOCK));
  }

  @Test
  void aBlockOfTheIpIsTakenBackWhenOnlyOneFromDomainTurnsOutToBeRefused() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    mail("192.0.2.10", "news.example", START, TROUBLE, this::passes);
    Fate refused = refused(550, "5.7.1", "Message refused by policy");
    mail("192.0.2.10", "news.example", TROUBLE, END + 180 * MINUTE, refused);
    for (int mails = 0; mails < 4; mails++) {
      refused.of(next("192.0.2.10", "shop.example"), TROUBLE + mails * MINUTE);
    }
    for (int mails = 0; mails < 6; mails++) {
      mail("192.0.2.10", "shop.example", TROUBLE + 90 * MINUTE, END + 180 * MINUTE, this::passes);
    }
    assertThat(incidents())
        .containsEntry(new Scope("docomo", null, "news.example"), Cause.DOMAIN_BLOCK);
    assertThat(open).hasSize(1);
  }

  @Test
  void aBlockInWordsThatNobodyKnowsIsFoundThoughAllRecipientsAreNew() {
    Fate refused = refused(553, null, "sorry, mail from your domain is not taken here");
    for (long time = START; time < END; time += 6 * MINUTE) {
      Mail shop = fromOnlyIp("shop.example");
      passes(shop, time);
      Mail news = fromOnlyIp("news.example");
      Fate fate = time < TROUBLE ? this::passes : refused;
      fate.of(news, time);
    }
    assertThat(incidents())
        .containsOnly(Map.entry(new Scope("docomo", null, "news.example"), Cause.DOMAIN_BLOCK));
  }

  /** To somebody who never had any. */
  private Mail fromOnlyIp(String domain) {
    String id = number++ + "@" + domain;
    return Mail.to("new" + number + "@docomo.ne.jp", id)
        .origin(new Origin("mx1.shop.example", "192.0.2.10", domain, null, null));
  }

  @Test
  void anIpAndAFromDomainThatCarryNothingElseAreReportedOnce() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::passes);
    mail("192.0.2.10", "shop.example", TROUBLE, END, refused(550, "5.1.1", "User unknown"));
    Map<Scope, Cause> found = incidents();
    assertThat(found).hasSize(1);
    assertThat(found.values()).isSubsetOf(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK);
  }

  @Test
  void companiesThatRefuseAreNoBlockOfTheProviderThatRunsTheirMailboxes() {
    List<String> companies = IntStream.range(0, 10).mapToObj(i -> "c" + i + ".example").toList();
    companies.forEach(this::isHosted);
    Fate refused = refused(550, "5.7.1", "Rejected by a transport rule of the organization");
    for (long time = START; time < END + 300 * MINUTE; time += MINUTE) {
      String company = companies.get(number % companies.size());
      Mail mail =
          Mail.to("r" + random.nextInt(POOL) + "@" + company, number++ + "@shop.example")
              .origin(new Origin("mx1.shop.example", "192.0.2.10", "shop.example", null, null));
      boolean isRefused = time >= TROUBLE && Set.of("c3.example", "c7.example").contains(company);
      Fate fate = isRefused ? refused : this::passes;
      fate.of(mail, time);
    }
    assertThat(incidents()).isEmpty();
  }

  @Test
  void contentThatIsRefusedIsOneIncidentWhateverTheIps() {
    Fate content = refused(554, "5.7.1", "Message content rejected");
    for (String ip : List.of("192.0.2.10", "198.51.100.10")) {
      mail(ip, "shop.example", START, END, this::passes);
      mail(ip, "news.example", START, END, this::passes);
      for (long time = TROUBLE; time < TROUBLE + 120 * MINUTE; time += MINUTE) {
        String id = number++ + "@news.example";
        Origin origin = new Origin("mx1.shop.example", ip, "news.example", "news", "june");
        String to = "r" + random.nextInt(POOL) + "@docomo.ne.jp";
        content.of(Mail.to(to, id).origin(origin), time);
      }
    }
    assertThat(incidents())
        .containsOnly(Map.entry(new Scope("docomo", null, "news.example"), Cause.CONTENT_BLOCK));
  }

  @Test
  void aBlockIsFoundWhileABadListIsReported() {
    mail("192.0.2.10", "shop.example", START, TROUBLE + 90 * MINUTE, this::passes);
    SmtpReply unknown = reply(550, "5.1.1", "User unknown");
    for (long time = TROUBLE; time < TROUBLE + 60 * MINUTE; time += MINUTE / 4) {
      Mail mail = toStranger();
      if (number % 2 == 0) {
        events.add(mail.refusal(time, reason(mail, unknown, time, true), unknown));
      } else {
        passes(mail, time);
      }
    }
    Fate blocked = refused(550, "5.7.1", "Client host blocked for policy reasons");
    mail("192.0.2.10", "shop.example", TROUBLE + 90 * MINUTE, END, blocked);
    assertThat(incidents())
        .containsValue(Cause.LIST_QUALITY)
        .containsEntry(new Scope("docomo", "192.0.2.10", null), Cause.IP_BLOCK);
  }

  @Test
  void whatIsWrittenDoesNotHangOnHowFarTheClockMovesAtOnce() {
    mail("192.0.2.10", "shop.example", START, TROUBLE, this::maybeGreylisted);
    mail("192.0.2.10", "shop.example", TROUBLE, TROUBLE + 90 * MINUTE, this::passes);
    Fate blocked = refused(550, "5.7.1", "Client host blocked for policy reasons");
    mail("192.0.2.10", "shop.example", TROUBLE + 90 * MINUTE, END, blocked);

    List<String> inLargeSteps = read((backtest, event) -> backtest.process(record(event)));
    List<String> inMinutes =
        read(
            (backtest, event) -> {
              backtest.advanceTo(event.time());
              backtest.process(record(event));
            });

    assertThat(inLargeSteps).anyMatch(line -> line.contains("IP_BLOCK")).isEqualTo(inMinutes);
  }

  @Test
  void whatACampaignBroughtUponItselfEndsWhenTheCampaignIsOver() {
    SmtpReply unknown = reply(550, "5.1.1", "User unknown");
    for (long time = START; time < START + 60 * MINUTE; time += MINUTE / 4) {
      Mail mail = toStranger();
      if (time > START + 30 * MINUTE && number % 2 == 0) {
        events.add(mail.refusal(time, reason(mail, unknown, time, true), unknown));
      } else {
        passes(mail, time);
      }
    }
    mail("192.0.2.10", "shop.example", START + 60 * MINUTE, START + 900 * MINUTE, this::passes);
    assertThat(incidents()).containsValue(Cause.LIST_QUALITY);
    assertThat(open).isEmpty();
  }

  @Test
  void oneMessageThatIsTriedAgainAndAgainIsNoOutage() {
    mail("192.0.2.10", "shop.example", START, START + 60 * MINUTE, this::passes);
    Mail one = next("192.0.2.10", "shop.example");
    for (int hour = 1; hour < 16; hour++) {
      defer(one, START + hour * 60 * MINUTE, 451, "4.3.2", "System not accepting messages");
    }
    assertThat(incidents()).isEmpty();
  }

  /** A message every minute. */
  private void mail(String ip, String domain, long from, long to, Fate fate) {
    for (long time = from; time < to; time += MINUTE) {
      fate.of(next(ip, domain), time + random.nextInt((int) MINUTE));
    }
  }

  private Mail next(String ip, String domain) {
    String id = number++ + "@" + domain;
    return Mail.to("r" + random.nextInt(POOL) + "@docomo.ne.jp", id)
        .origin(new Origin("mx1.shop.example", ip, domain, null, null));
  }

  /** A message of one campaign to somebody who never had any. */
  private Mail toStranger() {
    String id = number++ + "@shop.example";
    return Mail.to("new" + id.replace('@', '.') + "@docomo.ne.jp", id)
        .origin(new Origin("mx1.shop.example", "192.0.2.10", "shop.example", "news", "june"));
  }

  private void isHosted(String domain) {
    facts.add(
        new RouteFact(
            domain,
            START,
            START + 30 * 1440 * MINUTE,
            RouteFact.State.MX,
            "microsoft",
            List.of("mail.protection.outlook.com"),
            List.of()));
  }

  private void passes(Mail mail, long time) {
    events.add(mail.delivery(time));
  }

  private void maybeGreylisted(Mail mail, long time) {
    if (random.nextInt(100) < 30) {
      defer(mail, time, 450, "4.7.1", "Recipient address rejected: Greylisted");
      passes(mail, time + 12 * MINUTE);
    } else {
      passes(mail, time);
    }
  }

  /** One in fifty of what was sent in ten hours comes back within a minute. */
  private void maybeReturnedInABatch(Mail mail, long time) {
    passes(mail, time);
    if (time < TROUBLE && random.nextInt(50) == 0) {
      SmtpReply reply = reply(550, "5.7.1", "Message considered unsolicited");
      events.add(mail.bounceMessage(TROUBLE + random.nextInt(60_000), Reason.SPAM_DETECTED, reply));
    }
  }

  private void defer(Mail mail, long time, int code, String status, String words) {
    SmtpReply reply = reply(code, status, words);
    events.add(mail.deferral(time, reason(mail, reply, time, false), reply));
  }

  private Fate refused(int code, String status, String words) {
    SmtpReply reply = reply(code, status, words);
    return (mail, time) -> events.add(mail.refusal(time, reason(mail, reply, time, true), reply));
  }

  private static SmtpReply reply(int code, String status, String words) {
    String text = code + " " + (status == null ? "" : status + " ") + words;
    return new SmtpReply(code, status, text, "RCPT TO");
  }

  private static Reason reason(Mail mail, SmtpReply reply, long time, boolean isFinal) {
    return RULES
        .classify(new RefusedReply(reply, mail.recipient(), "mx.example", time, isFinal))
        .reason();
  }

  /** The last cause of each scope that was reported, rates of a sender's day aside. */
  private Map<Scope, Cause> incidents() {
    Map<Scope, Cause> found = new LinkedHashMap<>();
    for (Backtest.Written written : written((run, event) -> run.process(record(event)))) {
      if (written.topic().equals(Topics.ALERTS.name())) {
        Alert alert = Topics.ALERTS.valueSerde().deserializer().deserialize(null, written.value());
        if (alert.cause() == Cause.BOUNCE_RATE) {
          continue;
        }
        found.put(alert.scope(), alert.cause());
        if (alert.state().isOpen()) {
          open.add(alert.incidentId());
        } else {
          open.remove(alert.incidentId());
        }
      }
    }
    return found;
  }

  /** What readers get when {@code feed} has given all events, in the order of the text. */
  private List<String> read(BiConsumer<Backtest, MailEvent> feed) {
    return written(feed).stream()
        .filter(one -> READ.contains(one.topic()))
        .map(one -> one.topic() + ' ' + one.time() + ' ' + new String(one.value(), UTF_8))
        .sorted()
        .toList();
  }

  /** All that is written when {@code feed} has given the events in the order of time. */
  private List<Backtest.Written> written(BiConsumer<Backtest, MailEvent> feed) {
    TodokuConfig config = TodokuConfig.load(null, Map.of(), Map.of());
    events.sort(Comparator.comparingLong(MailEvent::time));
    try (Backtest backtest = Backtest.open(config, dir, START, READ)) {
      facts.forEach(fact -> backtest.process(record(fact)));
      events.forEach(event -> feed.accept(backtest, event));
      backtest.advanceTo(events.get(events.size() - 1).time() + 5 * MINUTE);
      return backtest.take();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(RouteFact fact) {
    byte[] value = Topics.DNS_FACTS.valueSerde().serializer().serialize(null, fact);
    return new ProducerRecord<>(
        Topics.DNS_FACTS.name(), null, fact.time(), fact.key().getBytes(UTF_8), value);
  }

  private static ProducerRecord<byte[], byte[]> record(MailEvent event) {
    String topic = event instanceof Bounce ? Topics.BOUNCES.name() : Topics.DELIVERIES.name();
    byte[] value = JsonMapper.shared().writeValueAsBytes(event);
    return new ProducerRecord<>(
        topic, null, event.time(), event.messageId().getBytes(UTF_8), value);
  }
}
