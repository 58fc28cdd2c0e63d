package dev.todoku.dns.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.CachingDns;
import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.DnsSettings;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.dns.blocklist.Listing;
import dev.todoku.dns.posture.FindingBook;
import dev.todoku.dns.posture.FindingKind;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.dns.route.MailRoute;
import dev.todoku.dns.route.MailRoutes;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.RouteFact;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against nsd, rbldnsd and unbound as they are. */
class RealServersTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Ip GOOD = ip("192.0.2.10");

  @TempDir private static Path dir;
  private static DnsLab lab;
  private static Dns dns;

  @BeforeAll
  static void startServers() throws IOException {
    lab = DnsLab.start(dir);
    dns = asking(lab.unbound());
  }

  @AfterAll
  static void stopServers() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void shouldReadWhatAResolverAndAnAuthoritativeServerSay() {
    for (InetSocketAddress server : List.of(lab.unbound(), lab.nsd())) {
      DnsAnswer answer = asking(server).get("good.lab.test", RecordType.MX);
      assertThat(answer.values())
          .containsExactlyInAnyOrder("10 mx1.good.lab.test", "20 mx2.good.lab.test");
      assertThat(answer.ttl()).isBetween(Duration.ofSeconds(200), Duration.ofSeconds(300));
    }
  }

  @Test
  void shouldFetchOverTcpWhatDoesNotFitIntoADatagram() {
    assertThat(dns.get("huge.lab.test", RecordType.TXT).values()).hasSize(40);
  }

  @Test
  void shouldFollowChainsOfAliasesAndGiveUpOnLoops() {
    Dns authoritative = asking(lab.nsd());
    assertThat(dns.get("chain1.lab.test", RecordType.MX).values())
        .containsExactly("10 mx1.good.lab.test");
    assertThat(dns.get("away.lab.test", RecordType.MX).values())
        .containsExactly("10 mx.other.test");
    assertThat(authoritative.get("away.lab.test", RecordType.MX).values())
        .as("nsd tells only the alias or what it has of the other zone")
        .containsExactly("10 mx.other.test");
    assertThat(dns.get("loop1.lab.test", RecordType.MX).isFailed()).isTrue();
    assertThat(authoritative.get("loop1.lab.test", RecordType.MX).problem())
        .isEqualTo("aliases (CNAME) without end");
  }

  @Test
  void shouldNotKnowWhatABrokenZoneABadSignatureOrADeadServerHides() {
    assertThat(dns.get("broken.test", RecordType.MX).problem()).contains("SERVFAIL");
    assertThat(dns.get("www.signed.test", RecordType.A).values()).containsExactly("192.0.2.10");
    assertThat(dns.get("www.bogus.test", RecordType.A).problem()).contains("SERVFAIL");
    DnsAnswer dead =
        new CachingDns(
                CachingDns.over(
                    DnsSettings.of(List.of(lab.unbound())).withTimeout(Duration.ofMillis(200))),
                InstantSource.system(),
                1)
            .get("www.dead.test", RecordType.A);
    assertThat(dead.isFailed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "good.lab.test, MX, lab.test",
    "null.lab.test, NULL_MX, null.lab.test",
    "address.lab.test, ADDRESS, address.lab.test",
    "nothing.lab.test, NOWHERE, nothing.lab.test",
    "never.lab.test, NO_DOMAIN, never.lab.test",
    "broken.test, UNKNOWN, broken.test"
  })
  void shouldFindWhereMailGoes(String domain, RouteFact.State state, String provider) {
    MailRoute route = new MailRoutes(dns, ServerOwners.load()).find(domain).join();
    assertThat(route.state()).isEqualTo(state);
    assertThat(route.provider()).isEqualTo(provider);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.66, LISTED, 127.0.0.2, 'Listed for a test, see https://rbl.test/?192.0.2.66'",
    "192.0.2.200, LISTED, 127.0.0.10, Should not send directly",
    "2001:db8:bad::1, LISTED, 127.0.0.3, Listed for a test",
    "198.51.100.1, REFUSED, 127.255.255.254, ''",
    "192.0.2.10, CLEAR, , ''"
  })
  void shouldReadABlocklist(String ip, ListingFact.State state, String code, String reason)
      throws IOException {
    List<Listing> listings = lists().ofIp(dns, ip(ip));
    assertThat(listings).hasSize(1);
    assertThat(listings.get(0).state()).isEqualTo(state);
    assertThat(listings.get(0).codes()).isEqualTo(code == null ? List.of() : List.of(code));
    assertThat(listings.get(0).reason()).isEqualTo(reason);
  }

  @Test
  void shouldReadABlocklistOfDomains() throws IOException {
    Listing bad = lists().ofDomain(dns, "news.bad.lab.test").get(0);
    assertThat(bad.state()).isEqualTo(ListingFact.State.LISTED);
    assertThat(bad.meanings()).hasSize(1);
    assertThat(lists().ofDomain(dns, "good.lab.test").get(0).state())
        .isEqualTo(ListingFact.State.CLEAR);
  }

  @Test
  void shouldFindAllInOrderWhereItIs() throws IOException {
    assertThat(examine("good.lab.test", "s1"))
        .extracting(PostureFinding::kind)
        .containsExactly(
            FindingKind.MX_OK,
            FindingKind.ROLES_REACHABLE,
            FindingKind.SPF_OK,
            FindingKind.SPF_PASSES,
            FindingKind.DKIM_OK,
            FindingKind.DMARC_OK,
            FindingKind.PTR_OK,
            FindingKind.HELO_OK,
            FindingKind.NOT_LISTED);
  }

  @ParameterizedTest
  @CsvSource({
    "eleven.lab.test, SPF_TOO_MANY_LOOKUPS",
    "void.lab.test, SPF_WRONG",
    "twice.lab.test, SPF_WRONG",
    "broken.test, SPF_UNKNOWN",
    "nothing.lab.test, SPF_MISSING"
  })
  void shouldFindWhatIsWrongWithSpf(String domain, FindingKind kind) throws IOException {
    assertThat(examine(domain, "s1")).extracting(PostureFinding::kind).contains(kind);
  }

  private static List<PostureFinding> examine(String domain, String selector) throws IOException {
    return new Posture(dns, InstantSource.system(), lists(), FindingBook.load())
        .examine(
            new PostureRequest(domain, List.of(GOOD), List.of(selector), "mail.good.lab.test"));
  }

  private static Blocklists lists() throws IOException {
    Path table = dir.resolve("lists.tsv");
    Files.writeString(
        table,
        "rbl.test\tip4,ip6\t127.0.0.2\thttps://rbl.test/\tテスト\ttest\n"
            + "dbl.rbl.test\tdomain\t127.0.1.2\thttps://rbl.test/\t迷惑\tspammed\n");
    return BlocklistTable.load(table);
  }

  private static Dns asking(InetSocketAddress server) {
    return CachingDns.over(DnsSettings.of(List.of(server)).withTimeout(TIMEOUT));
  }

  private static Ip ip(String text) {
    return Ip.parse(text).orElseThrow();
  }
}
