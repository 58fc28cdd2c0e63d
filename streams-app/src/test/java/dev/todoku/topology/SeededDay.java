package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topics;
import dev.todoku.simulate.SimulatedDay;
import dev.todoku.testing.EmbeddedPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One day's mail, always the same: a genuine log, simulated mail and a last word. */
final class SeededDay {
  static final long SEED = 7;

  private static final String LOG = "/dev/todoku/samples/postfix/mail.log";

  /** After the last line of the log. */
  private static final long LOGGED = Instant.parse("2026-11-21T23:00:00Z").toEpochMilli();

  /** When everybody gets one more message, which brings all stages past all that came before. */
  static final long CLOSING = Instant.parse("2026-11-21T23:30:58Z").toEpochMilli();

  /** A domain each of many providers: some on every partition. */
  private static final List<String> DOMAINS =
      List.of(
          "docomo.ne.jp",
          "ezweb.ne.jp",
          "softbank.ne.jp",
          "rakumail.jp",
          "gmail.com",
          "yahoo.co.jp",
          "icloud.com",
          "outlook.jp",
          "ocn.ne.jp",
          "nifty.com",
          "jcom.zaq.ne.jp",
          "example.co.jp",
          "example.ne.jp",
          "example.or.jp",
          "example.com");

  private final SimulatedDay day;
  private final EmbeddedPipeline pipeline;

  SeededDay(int messages, EmbeddedPipeline pipeline) {
    this.day = new SimulatedDay(SEED, LocalDate.of(2026, 11, 21), messages);
    this.pipeline = pipeline;
  }

  /** Sends the genuine log. */
  void sendLog() {
    byte[] host = "mx".getBytes(UTF_8);
    try (InputStream log = SeededDay.class.getResourceAsStream(LOG)) {
      new String(log.readAllBytes(), UTF_8)
          .lines()
          .forEach(
              line ->
                  pipeline.sendRaw(Topics.RAW_POSTFIX.name(), host, line.getBytes(UTF_8), LOGGED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what the DNS said: of a domain that moves, of an address that is listed for a while. */
  void sendFacts() {
    learn(route("2026-11-20T12:00:00Z", "example.co.jp", "microsoft"));
    learn(route("2026-11-20T12:00:00Z", "example.com", "google"));
    learn(route("2026-11-21T03:00:00Z", "example.com", "microsoft"));
    learn(listing("2026-11-21T01:30:00Z", ListingFact.State.LISTED));
    learn(listing("2026-11-21T05:00:00Z", ListingFact.State.CLEAR));
    pipeline.sendRaw(Topics.DNS_FACTS.name(), null, "no fact".getBytes(UTF_8), LOGGED);
  }

  private void learn(DnsFact fact) {
    pipeline.send(Topics.DNS_FACTS, fact.key(), fact, fact.time());
  }

  private static RouteFact route(String time, String domain, String provider) {
    long at = Instant.parse(time).toEpochMilli();
    return new RouteFact(domain, at, at, RouteFact.State.MX, provider, List.of(), List.of());
  }

  private static ListingFact listing(String time, ListingFact.State state) {
    long at = Instant.parse(time).toEpochMilli();
    List<String> codes =
        state == ListingFact.State.LISTED ? List.of("127.0.0.2") : List.<String>of();
    return new ListingFact(
        "203.0.113.6", "zen.example", at, at, state, codes, List.of(), null, null);
  }

  /** Sends up to so many events of the simulated day. */
  void sendSome(int events) {
    for (int i = 0; i < events && day.hasNext(); i++) {
      send(day.next());
    }
  }

  /** Sends what is left of the simulated day. */
  void sendRest() {
    day.forEachRemaining(this::send);
  }

  /** Sends the last word. */
  void close() {
    Origin origin = new Origin("mta1.example.jp", "203.0.113.6", "closing.example", null, null);
    SmtpReply ok = new SmtpReply(250, "2.0.0", "250 2.0.0 Ok", "end of DATA command");
    for (String domain : DOMAINS) {
      String id = "closing." + domain + "@closing.example";
      String to = "closing@" + domain;
      send(Delivery.builder(id, to, CLOSING).queuedAt(CLOSING).reply(ok).origin(origin).build());
    }
  }

  private void send(MailEvent event) {
    if (event instanceof Send send) {
      pipeline.send(Topics.SENDS, send.messageId(), send, send.time());
    } else if (event instanceof DeliveryEvent delivery) {
      pipeline.send(Topics.DELIVERIES, delivery.messageId(), delivery, delivery.time());
    } else if (event instanceof Bounce bounce) {
      pipeline.send(Topics.BOUNCES, bounce.messageId(), bounce, bounce.time());
    } else {
      pipeline.send(Topics.FEEDBACK, event.messageId(), (FeedbackEvent) event, event.time());
    }
  }
}
