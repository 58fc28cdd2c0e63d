package dev.todoku.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.detect.AlarmChange;
import dev.todoku.detect.Attempt;
import dev.todoku.detect.BettingCusum;
import dev.todoku.detect.Detector;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedDayTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final int MESSAGES = 30_000;
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  private final WellKnownProviders providers = WellKnownProviders.load();
  private final Truth truth = day(1).truth();
  private final List<MailEvent> events = all(day(1));

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(all(day(1)).equals(events)).isTrue();
    assertThat(all(day(2)).equals(events)).isFalse();
  }

  @Test
  void comesInOrderOfEventTime() {
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).time()).isGreaterThanOrEqualTo(events.get(i - 1).time());
    }
  }

  @Test
  void sendsWhatWasAskedForWithinTheDay() {
    long midnight = Instant.parse("2026-11-19T15:00:00Z").toEpochMilli();
    assertThat(of(Send.class)).hasSize(MESSAGES);
    assertThat(of(Send.class)).allMatch(s -> s.time() >= midnight);
    assertThat(of(Send.class)).allMatch(s -> s.time() < midnight + 24 * HOUR);
    assertThat(events.get(events.size() - 1).time()).isLessThan(midnight + 31 * HOUR);
    assertThat(of(Send.class).map(Send::messageId).distinct()).hasSize(MESSAGES);
    assertThat(of(Send.class).map(Send::queueId).distinct()).hasSize(MESSAGES);
  }

  @Test
  void sendsExactlyAsManyAsAskedForHoweverFew() {
    for (int messages : new int[] {0, 1, 7, 1000}) {
      List<MailEvent> few = all(new SimulatedDay(5, DAY, messages));
      assertThat(few.stream().filter(Send.class::isInstance)).hasSize(messages);
    }
    SimulatedDay empty = new SimulatedDay(5, DAY, 0);
    assertThatThrownBy(empty::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void isBusyInTheDayAndQuietAtNight() {
    Map<Long, Long> byHour =
        of(Send.class)
            .collect(
                Collectors.groupingBy(
                    s -> (s.time() / HOUR + 9) % 24, TreeMap::new, Collectors.counting()));
    assertThat(byHour.get(10L)).isGreaterThan(5 * byHour.get(3L));
    assertThat(byHour).hasSize(24);
  }

  @Test
  void mixesProvidersAsAJapaneseShopHasThem() {
    Map<String, Long> byProvider =
        of(Send.class)
            .collect(
                Collectors.groupingBy(
                    s -> providers.of(Address.domainOf(s.recipient())), Collectors.counting()));
    assertThat(byProvider.keySet())
        .contains("docomo", "au", "softbank", "google", "yahoo-japan", "icloud", "microsoft");
    assertThat(byProvider.get("docomo") / (double) MESSAGES).isCloseTo(.23, within(.03));
  }

  @Test
  void writesToTheSameRecipientsAgain() {
    long recipients = of(Send.class).map(Send::recipient).distinct().count();
    assertThat(recipients).isBetween(MESSAGES / 5L, MESSAGES / 3L);
  }

  @Test
  void givesEveryMessageOneEndInTheSmtpDialogue() {
    Map<String, Integer> ends = new HashMap<>();
    of(Delivery.class).forEach(d -> ends.merge(d.messageId(), 1, Integer::sum));
    inBand().forEach(b -> ends.merge(b.messageId(), 1, Integer::sum));
    assertThat(ends).hasSize(MESSAGES);
    assertThat(ends.values()).containsOnly(1);
  }

  @Test
  void meetsTheUsualTroublesInAboutOnePercent() {
    Map<Reason, Long> bounces =
        of(Bounce.class).collect(Collectors.groupingBy(Bounce::reason, Collectors.counting()));
    Map<String, Long> deferrals =
        of(Deferral.class)
            .collect(Collectors.groupingBy(d -> d.reply().status(), Collectors.counting()));
    assertThat(bounces.keySet())
        .containsExactlyInAnyOrder(Reason.BLOCKED, Reason.USER_UNKNOWN, Reason.MAILBOX_FULL);
    assertThat(deferrals.keySet()).containsExactlyInAnyOrder("4.2.2", "4.7.1");
    Set<String> troubled = new HashSet<>();
    of(Deferral.class).forEach(d -> troubled.add(d.messageId()));
    of(Bounce.class)
        .filter(b -> b.reason() != Reason.BLOCKED)
        .forEach(b -> troubled.add(b.messageId()));
    assertThat(troubled.size() / (double) MESSAGES).isBetween(.006, .016);
    assertThat(of(Complaint.class).count()).isBetween(3L, 30L);
    assertThat(of(Engagement.class).count() / (double) MESSAGES).isBetween(.15, .25);
  }

  @Test
  void returnsSomeMessagesHoursAfterTheyWereAccepted() {
    Map<String, Long> delivered =
        of(Delivery.class).collect(Collectors.toMap(Delivery::messageId, Delivery::time));
    List<Long> delays =
        of(Bounce.class)
            .filter(b -> b.kind() == Bounce.Kind.OUT_OF_BAND)
            .map(b -> b.time() - delivered.get(b.messageId()))
            .toList();
    assertThat(delays).hasSizeBetween(5, 100).allMatch(d -> d >= HOUR / 6 && d <= 6 * HOUR);
    assertThat(delays).anyMatch(d -> d > HOUR);
  }

  @Test
  void isBlockedAtDocomoForOneSourceIpFromTwentyPastTenToThree() {
    assertThat(truth)
        .isEqualTo(
            new Truth(
                "docomo",
                "203.0.113.5",
                Instant.parse("2026-11-20T01:20:00Z").toEpochMilli(),
                Instant.parse("2026-11-20T06:00:00Z").toEpochMilli()));
    List<Bounce> blocked = inBand().filter(b -> b.reason() == Reason.BLOCKED).toList();
    assertThat(blocked).allMatch(this::isWithinTheBlock);
    long deliveredAllTheSame = of(Delivery.class).filter(this::isWithinTheBlock).count();
    assertThat(deliveredAllTheSame / (double) blocked.size()).isBetween(0.0, .06);
    assertThat(blocked.get(0).reply().text())
        .isEqualTo("550 5.7.1 Service unavailable; client host [203.0.113.5] is blocked");
    assertThat(blocked.stream().map(b -> b.origin().fromDomain()).distinct())
        .containsExactlyInAnyOrder("shop.example.jp", "news.example.jp");
  }

  @Test
  void keepsOnlyWhatIsYetToFollow() {
    SimulatedDay day = day(1);
    int most = 0;
    while (day.hasNext()) {
      day.next();
      most = Math.max(most, day.pending());
    }
    assertThat(most).isLessThan(MESSAGES / 15);
  }

  @Test
  void letsTheDetectorFindTheBlockAndNothingElse() {
    Map<String, SortedMap<Long, Figures>> streams = new TreeMap<>();
    for (MailEvent event : events) {
      Set<Figure> figures = figures(event);
      if (figures.contains(Figure.ATTEMPTS)) {
        streams
            .computeIfAbsent(stream(event), unused -> new TreeMap<>())
            .computeIfAbsent(event.time() / MINUTE, unused -> new Figures())
            .plus(figures);
      }
    }
    Map<String, List<AlarmChange>> verdicts = new TreeMap<>();
    List<Long> when = new ArrayList<>();
    streams.forEach(
        (stream, minutes) -> {
          Detector detector = new Detector(BettingCusum.EXPLICIT);
          minutes.forEach(
              (minute, figures) -> {
                AlarmChange change =
                    detector.add(
                        minute * MINUTE,
                        figures.get(Figure.ATTEMPTS),
                        figures.get(Figure.REFUSALS));
                if (!change.isNone()) {
                  verdicts.computeIfAbsent(stream, unused -> new ArrayList<>()).add(change);
                  when.add((minute + 1) * MINUTE);
                }
              });
        });
    assertThat(verdicts).containsOnlyKeys("docomo 203.0.113.5");
    assertThat(verdicts.get("docomo 203.0.113.5"))
        .extracting(AlarmChange::kind)
        .containsExactly(AlarmChange.Kind.RAISED, AlarmChange.Kind.CLEARED);
    assertThat(verdicts.get("docomo 203.0.113.5").get(0).onset())
        .isCloseTo(truth.blockStart(), within(60_000L));
    assertThat(when.get(0) - truth.blockStart()).isBetween(0L, HOUR / 6);
    assertThat(when.get(1) - truth.blockEnd()).isBetween(0L, HOUR / 2);
  }

  private static Set<Figure> figures(MailEvent event) {
    if (event instanceof Delivery) {
      return attempt(Status.DELIVERED, Reason.DELIVERED, null);
    } else if (event instanceof Deferral d) {
      return attempt(Status.DEFERRED, d.reason(), d.reply());
    } else if (event instanceof Bounce b && b.kind() == Bounce.Kind.IN_BAND) {
      return attempt(Status.BOUNCED, b.reason(), b.reply());
    }
    return Set.of();
  }

  private static Set<Figure> attempt(Status status, Reason reason, SmtpReply reply) {
    return new Attempt(status, reason, reply, Attempt.Contact.UNPROVEN, false).figures();
  }

  private String stream(MailEvent event) {
    if (event instanceof Delivery d) {
      return stream(d.recipient(), d.origin().sourceIp());
    } else if (event instanceof Deferral d) {
      return stream(d.recipient(), d.origin().sourceIp());
    }
    Bounce b = (Bounce) event;
    return stream(b.recipient(), b.origin().sourceIp());
  }

  private String stream(String recipient, String sourceIp) {
    return providers.of(Address.domainOf(recipient)) + " " + sourceIp;
  }

  private boolean isWithinTheBlock(MailEvent event) {
    return stream(event).equals(truth.provider() + " " + truth.sourceIp())
        && event.time() >= truth.blockStart()
        && event.time() < truth.blockEnd();
  }

  private Stream<Bounce> inBand() {
    return of(Bounce.class).filter(b -> b.kind() == Bounce.Kind.IN_BAND);
  }

  private <T extends MailEvent> Stream<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static SimulatedDay day(long seed) {
    return new SimulatedDay(seed, DAY, MESSAGES);
  }

  private static List<MailEvent> all(SimulatedDay day) {
    List<MailEvent> all = new ArrayList<>();
    day.forEachRemaining(all::add);
    return all;
  }
}
