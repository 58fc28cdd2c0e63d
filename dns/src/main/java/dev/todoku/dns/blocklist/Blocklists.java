package dev.todoku.dns.blocklist;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Ip;
import dev.todoku.dns.Question;
import dev.todoku.dns.RecordType;
import dev.todoku.schema.ListingFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The blocklists that are asked. */
public final class Blocklists {
  /** Answers that are no codes: the list refuses whoever asks like this. */
  private static final String REFUSALS = "127.255.255.";

  /** Codes are loopback addresses; anything else comes from who answers in the list's place. */
  private static final String CODES = "127.";

  /** Never a code (RFC 5782 section 5). */
  private static final String NO_CODE = "127.0.0.1";

  private final List<Zone> zones;

  Blocklists(List<Zone> zones) {
    this.zones = List.copyOf(zones);
  }

  /** No lists at all. */
  public static Blocklists none() {
    return new Blocklists(List.of());
  }

  /** What each list says of an address, in the order of the table. Waits. */
  public List<Listing> ofIp(Dns dns, Ip ip) {
    Zone.Kind kind = ip.isV4() ? Zone.Kind.IP4 : Zone.Kind.IP6;
    return ask(dns, kind, ip.text(), ip.reversed());
  }

  /** What each list says of a domain. Waits. */
  public List<Listing> ofDomain(Dns dns, String domain) {
    return ask(dns, Zone.Kind.DOMAIN, domain, domain);
  }

  /** The names of the lists. */
  public List<String> names() {
    return zones.stream().map(Zone::name).toList();
  }

  private List<Listing> ask(Dns dns, Zone.Kind kind, String subject, String label) {
    List<Zone> asked = zones.stream().filter(zone -> zone.lists().contains(kind)).toList();
    List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
    for (Zone zone : asked) {
      answers.add(dns.ask(new Question(label + '.' + zone.name(), RecordType.A)));
    }
    List<CompletableFuture<DnsAnswer>> tests = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      tests.add(test(dns, asked.get(i), kind, answers.get(i).join()));
    }
    List<Listing> listings = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Zone zone = asked.get(i);
      String name = label + '.' + zone.name();
      DnsAnswer answer = answers.get(i).join();
      boolean isProven = isListed(zone, tests.get(i).join());
      listings.add(
          answer.isEmpty() && !answer.isFailed() && !isProven
              ? notAsked(zone, kind, subject, name)
              : read(dns, zone, subject, name, answer));
    }
    return listings;
  }

  /** Silence says something only of a list that lists its test entry; others need no proof. */
  private static CompletableFuture<DnsAnswer> test(
      Dns dns, Zone zone, Zone.Kind kind, DnsAnswer answer) {
    return answer.isEmpty() && !answer.isFailed()
        ? dns.ask(new Question(zone.testName(kind), RecordType.A))
        : CompletableFuture.completedFuture(answer);
  }

  private static Listing notAsked(Zone zone, Zone.Kind kind, String subject, String name) {
    return new Listing(
        zone.name(),
        subject,
        name,
        ListingFact.State.UNKNOWN,
        List.of(),
        List.of(),
        "could not be asked: " + zone.testName(kind) + ", which every list has, is not listed",
        zone.where());
  }

  private static Listing read(Dns dns, Zone zone, String subject, String name, DnsAnswer answer) {
    ListingFact.State state = state(zone, answer);
    String reason =
        switch (state) {
          case LISTED -> reason(dns.get(name, RecordType.TXT));
          case UNKNOWN -> Objects.requireNonNullElse(answer.problem(), "");
          case REFUSED, CLEAR -> "";
        };
    List<Zone.Code> codes =
        answer.values().stream().flatMap(value -> zone.explain(value).stream()).toList();
    return new Listing(
        zone.name(),
        subject,
        name,
        state,
        answer.values(),
        codes.stream().map(Zone.Code::meaning).distinct().toList(),
        reason,
        zone.where());
  }

  private static ListingFact.State state(Zone zone, DnsAnswer answer) {
    if (answer.isFailed()) {
      return ListingFact.State.UNKNOWN;
    }
    if (answer.isEmpty()) {
      return ListingFact.State.CLEAR;
    }
    return isListed(zone, answer) ? ListingFact.State.LISTED : ListingFact.State.REFUSED;
  }

  private static boolean isListed(Zone zone, DnsAnswer answer) {
    return answer.values().stream().anyMatch(value -> isListing(zone, value));
  }

  private static boolean isListing(Zone zone, String value) {
    return value.startsWith(CODES)
        && !value.startsWith(REFUSALS)
        && !value.equals(NO_CODE)
        && zone.explain(value).stream().noneMatch(Zone.Code::isRefusal);
  }

  private static String reason(DnsAnswer texts) {
    return texts.values().stream().sorted().collect(Collectors.joining(" | "));
  }
}
