package dev.todoku.intake.postfix;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PostfixSamplesTest {

  @Test
  void everyRecipientOfTheGenuineLogEndsAsTheLogSays() {
    Map<String, Status> ends = ends(new LogReading().read(LogReading.mailLog()).events());

    Map<String, Status> applicationMail = new TreeMap<>(ends);
    applicationMail.keySet().removeIf(key -> !key.startsWith("m-"));
    assertThat(applicationMail)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("m-ok-1@sender.test alice@ok.test", Status.DELIVERED),
                Map.entry("m-notify-1@sender.test bob@ok.test", Status.DELIVERED),
                Map.entry("m-unknown-1@sender.test alice@unknown.test", Status.BOUNCED),
                Map.entry("m-spam-1@sender.test alice@spam.test", Status.BOUNCED),
                Map.entry("m-full-1@sender.test alice@full.test", Status.EXPIRED),
                Map.entry("m-greylist-1@sender.test alice@greylist.test", Status.EXPIRED),
                Map.entry("m-down-1@sender.test alice@down.test", Status.EXPIRED),
                Map.entry("m-busy-1@sender.test alice@busy.test", Status.EXPIRED),
                Map.entry("m-multi-1@sender.test a@ok.test", Status.DELIVERED),
                Map.entry("m-multi-1@sender.test b@unknown.test", Status.BOUNCED),
                Map.entry("m-multi-1@sender.test c@full.test", Status.EXPIRED)));
    assertThat(ends).hasSize(distinctRecipients(LogReading.mailLog()));
    assertThat(ends).doesNotContainValue(Status.SENT).doesNotContainValue(Status.DEFERRED);
  }

  @Test
  void shuffledLinesTellTheSame() {
    List<MailEvent> inOrder = new LogReading().read(LogReading.mailLog()).events();
    for (int seed = 0; seed < 100; seed++) {
      List<String> lines = new ArrayList<>(LogReading.mailLog());
      Collections.shuffle(lines, new Random(seed));
      assertSame("seed " + seed, new LogReading().read(lines).events(), inOrder);
    }
  }

  @Test
  void reversedLinesTellTheSame() {
    List<String> lines = new ArrayList<>(LogReading.mailLog());
    Collections.reverse(lines);
    assertSame(
        "reversed",
        new LogReading().read(lines).events(),
        new LogReading().read(LogReading.mailLog()).events());
  }

  @Test
  void duplicatedLinesTellTheSame() {
    List<String> lines = new ArrayList<>(LogReading.mailLog());
    lines.addAll(LogReading.mailLog());
    Collections.shuffle(lines, new Random(7));
    assertSame(
        "duplicated",
        new LogReading().read(lines).events(),
        new LogReading().read(LogReading.mailLog()).events());
  }

  @Test
  void nothingIsLeftToSettleInTheGenuineLog() {
    LogReading reading = new LogReading().read(LogReading.mailLog());
    List<MailEvent> reported = reading.events();
    assertThat(reading.settled()).isEqualTo(reported);
  }

  @Test
  void aSendIsToldOnceForEachRecipient() {
    List<MailEvent> events = new LogReading().read(LogReading.mailLog()).events();
    assertThat(events.stream().filter(Send.class::isInstance).map(PostfixSamplesTest::key))
        .doesNotHaveDuplicates()
        .hasSize(distinctRecipients(LogReading.mailLog()));
  }

  @Test
  void aBounceCarriesAllThatTheLogKnows() {
    Bounce bounce =
        new LogReading()
            .read(LogReading.mailLog()).events().stream()
                .filter(event -> "m-unknown-1@sender.test".equals(event.messageId()))
                .filter(Bounce.class::isInstance)
                .map(Bounce.class::cast)
                .findFirst()
                .orElseThrow();
    assertThat(bounce.kind()).isEqualTo(Bounce.Kind.IN_BAND);
    assertThat(bounce.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(bounce.time()).isEqualTo(at("2026-11-21T20:47:52Z"));
    assertThat(bounce.queuedAt()).isEqualTo(at("2026-11-21T20:47:52Z"));
    assertThat(bounce.queueId()).isEqualTo("4jX4605NP0zJX85");
    assertThat(bounce.envelopeFrom()).isEqualTo("bounce+unknown-1@sender.test");
    assertThat(bounce.envelopeId()).isEqualTo("bounce+unknown-1@sender.test");
    assertThat(bounce.remoteHost()).isEqualTo("127.0.0.3");
    assertThat(bounce.reply().code()).isEqualTo(550);
    assertThat(bounce.reply().status()).isEqualTo("5.1.1");
    assertThat(bounce.reply().command()).isEqualTo("RCPT TO");
    assertThat(bounce.reply().text())
        .isEqualTo("550 5.1.1 The email account that you tried to reach does not exist");
    assertThat(bounce.origin().host()).isEqualTo("mx");
    assertThat(bounce.origin().sourceIp()).isEqualTo("192.0.2.25");
    assertThat(bounce.origin().fromDomain()).isEqualTo("sender.test");
  }

  @Test
  void anExpiryCarriesTheLastDeferralsReply() {
    Bounce expiry =
        new LogReading()
            .read(LogReading.mailLog()).events().stream()
                .filter(event -> "m-multi-1@sender.test".equals(event.messageId()))
                .filter(PostfixSamplesTest::isExpiry)
                .map(Bounce.class::cast)
                .findFirst()
                .orElseThrow();
    assertThat(expiry.recipient()).isEqualTo("c@full.test");
    assertThat(expiry.reason()).isEqualTo(Reason.EXPIRED);
    assertThat(expiry.time()).isEqualTo(at("2026-11-21T20:48:53Z"));
    assertThat(expiry.reply().status()).isEqualTo("4.2.2");
  }

  @Test
  void noticesAreLinkedToTheirMessage() {
    assertThat(
            new LogReading()
                .read(LogReading.mailLog()).events().stream()
                    .filter(DsnSent.class::isInstance)
                    .map(DsnSent.class::cast)
                    .filter(dsn -> dsn.messageId().equals("m-busy-1@sender.test"))
                    .map(dsn -> dsn.kind() + " " + dsn.noticeQueueId()))
        .containsExactly("DELAY 4jX4665Ft1zJXBV", "NON_DELIVERY 4jX4796QnvzJX4H");
  }

  @Test
  void theOneRefusedMailIsARejection() {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    List<Rejection> rejections =
        LogReading.mailLog().stream()
            .map(line -> parser.parse(line, LogReading.REFERENCE))
            .filter(Parsed.RejectLine.class::isInstance)
            .map(parsed -> ((Parsed.RejectLine) parsed).rejection())
            .toList();
    assertThat(rejections).hasSize(1);
    Rejection rejection = rejections.get(0);
    assertThat(rejection.recipient()).isEqualTo("alice@noroute.test");
    assertThat(rejection.envelopeFrom()).isEqualTo("bounce+noroute-1@sender.test");
    assertThat(rejection.client()).isEqualTo("localhost[127.0.0.1]");
    assertThat(rejection.host()).isEqualTo("mx");
    assertThat(rejection.time()).isEqualTo(at("2026-11-21T20:47:53Z"));
    assertThat(rejection.reply().code()).isEqualTo(550);
    assertThat(rejection.reply().status()).isEqualTo("5.1.2");
    assertThat(rejection.reply().command()).isEqualTo("RCPT TO");
    assertThat(rejection.reply().text())
        .isEqualTo(
            "550 5.1.2 <alice@noroute.test>: Recipient address rejected: no route for domain");
  }

  @Test
  void noGenuineLineIsUnreadable() {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    List<String> lines = new ArrayList<>(LogReading.mailLog());
    lines.addAll(LogReading.lines("/samples/postfix/mail-rfc3339.log"));
    lines.addAll(LogReading.lines("/samples/postfix/mail-rsyslog.ndjson"));
    lines.addAll(LogReading.lines("/samples/postfix/mail-relayed-and-smtputf8.log"));
    assertThat(lines)
        .noneMatch(line -> parser.parse(line, LogReading.REFERENCE) instanceof Parsed.Unreadable);
  }

  @Test
  void rfc3339AndJsonTellTheSame() {
    List<MailEvent> plain =
        new LogReading().read(LogReading.lines("/samples/postfix/mail-rfc3339.log")).events();
    List<MailEvent> json =
        new LogReading().read(LogReading.lines("/samples/postfix/mail-rsyslog.ndjson")).events();
    assertThat(json).isEqualTo(plain);
    assertThat(ends(plain))
        .containsEntry("m-sys-ok@sender.test alice@ok.test", Status.DELIVERED)
        .containsEntry("m-sys-unknown@sender.test alice@unknown.test", Status.BOUNCED)
        .containsEntry("m-sys-full@sender.test alice@full.test", Status.DEFERRED)
        .hasSize(4);
    Delivery delivery =
        plain.stream()
            .filter(Delivery.class::isInstance)
            .map(Delivery.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(delivery.time()).isEqualTo(at("2026-11-21T20:58:34.000Z"));
    assertThat(delivery.queuedAt())
        .isBetween(at("2026-11-21T20:58:33.930Z"), at("2026-11-21T20:58:33.972Z"));
    assertThat(delivery.origin().sourceIp()).as("without an address, the host").isEqualTo("vm");
  }

  @Test
  void aStoryWithoutMessageIdIsToldUnderItsQueueId() {
    LogReading reading =
        new LogReading().read(LogReading.lines("/samples/postfix/mail-relayed-and-smtputf8.log"));
    assertThat(reading.story("mx/4jX4Hg30YyzJXG6").isUnsettled()).isTrue();

    List<MailEvent> events = reading.settled();

    assertThat(ends(events))
        .containsEntry("4jX4Hg30YyzJXG6.mx@queue-id.invalid bob@nodsn.test", Status.DELIVERED)
        .containsEntry("4jX4Hg33NzzJXjv.mx@queue-id.invalid josé@unknown.test", Status.BOUNCED)
        .containsEntry("4jX4Hg3YYLzJXk0@mx.sender.test bounce+utf8-1@sender.test", Status.BOUNCED)
        .hasSize(4);
    assertThat(events)
        .filteredOn(DsnSent.class::isInstance)
        .extracting(event -> ((DsnSent) event).kind())
        .containsExactlyInAnyOrder(DsnSent.Kind.SUCCESS, DsnSent.Kind.NON_DELIVERY);
    assertThat(events)
        .filteredOn(Send.class::isInstance)
        .filteredOn(event -> key(event).contains("bob@nodsn.test"))
        .extracting(event -> ((Send) event).envelopeFrom())
        .containsExactly((String) null);
    assertThat(reading.story("mx/4jX4Hg30YyzJXG6").isUnsettled()).isFalse();
  }

  /**
   * What is reported must be equal as a set. Only an expiry may be told again with a better reply,
   * so there the last word for each recipient counts.
   */
  private static void assertSame(String what, List<MailEvent> reported, List<MailEvent> expected) {
    assertThat(withoutExpiries(reported)).as(what).isEqualTo(withoutExpiries(expected));
    assertThat(lastExpiries(reported)).as(what).isEqualTo(lastExpiries(expected));
  }

  private static Set<MailEvent> withoutExpiries(List<MailEvent> events) {
    return events.stream().filter(event -> !isExpiry(event)).collect(toSet());
  }

  private static Map<String, MailEvent> lastExpiries(List<MailEvent> events) {
    Map<String, MailEvent> last = new HashMap<>();
    events.stream().filter(PostfixSamplesTest::isExpiry).forEach(e -> last.put(key(e), e));
    return last;
  }

  private static Map<String, Status> ends(List<MailEvent> events) {
    Map<String, Status> ends = new TreeMap<>();
    for (MailEvent event : events) {
      if (!(event instanceof DsnSent)) {
        ends.merge(key(event), status(event), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return ends;
  }

  private static Status status(MailEvent event) {
    if (event instanceof Delivery) {
      return Status.DELIVERED;
    }
    if (event instanceof Deferral) {
      return Status.DEFERRED;
    }
    if (event instanceof Bounce) {
      return isExpiry(event) ? Status.EXPIRED : Status.BOUNCED;
    }
    return Status.SENT;
  }

  private static boolean isExpiry(MailEvent event) {
    return event instanceof Bounce bounce && bounce.kind() == Bounce.Kind.QUEUE_EXPIRY;
  }

  private static String key(MailEvent event) {
    String recipient =
        event instanceof Send send
            ? send.recipient()
            : event instanceof Delivery delivery
                ? delivery.recipient()
                : event instanceof Deferral deferral
                    ? deferral.recipient()
                    : ((Bounce) event).recipient();
    return event.messageId() + ' ' + recipient;
  }

  /** Counted in another way than by the code under test. */
  private static int distinctRecipients(List<String> lines) {
    Pattern attempt = Pattern.compile("\\]: (\\w+): (to=<[^>]*>).*status=");
    return (int)
        lines.stream()
            .map(attempt::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1) + found.group(2))
            .distinct()
            .count();
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
