package dev.todoku.dns.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactEvidenceTest {
  private static final Ip SOURCE = Ip.parse("192.0.2.1").orElseThrow();
  private static final long NOW = 1_795_251_606_000L;

  private final FakeDns dns = new FakeDns();
  private final FactSource source =
      new FactSource(dns, () -> Instant.ofEpochMilli(NOW), BlocklistTable.load());

  @Test
  void shouldPutIntoAnIncidentWhatIsWrongWithItsSenderAndWhoListsIt() {
    dns.with("1.2.0.192.zen.spamhaus.org", RecordType.A, "127.0.0.4")
        .with("shop.test", RecordType.MX, "10 mail.shop.test")
        .with("mail.shop.test", RecordType.A, "192.0.2.1")
        .txt("shop.test", "v=spf1 -all");
    List<DnsFact> facts = new ArrayList<>(source.listings(SOURCE));
    facts.add(source.posture("shop.test", List.of(SOURCE), List.of()));
    FactEvidence evidence = FactEvidence.of(Set.of("192.0.2.1"), facts);
    assertThat(evidence.isListed()).isTrue();
    assertThat(evidence.pieces())
        .extracting(FactEvidence.Piece::kind)
        .startsWith("LISTED")
        .contains("SPF_DOES_NOT_PASS", "DKIM_NONE", "DMARC_MISSING")
        .doesNotContain("MX_OK");
    assertThat(evidence.indications().get(0).text())
        .isEqualTo(
            new Text(
                "192.0.2.1 が zen.spamhaus.org に載っている: XBL: 乗っ取られた機器・マルウェア",
                "192.0.2.1 is listed at zen.spamhaus.org: XBL: hijacked machine or malware"));
    RemedyStep delist = evidence.steps().get(0);
    assertThat(delist.where()).isEqualTo("https://check.spamhaus.org/");
    assertThat(delist.text().en()).contains("ask for removal");
    RemedyStep spf =
        evidence.steps().stream()
            .filter(step -> step.id().startsWith("dns-spf-does-not-pass"))
            .findFirst()
            .orElseThrow();
    assertThat(spf.text().en())
        .isEqualTo(
            "192.0.2.1 does not pass the SPF of shop.test (result: fail): if this address is yours,"
                + " add it to the record. Publish: shop.test. TXT \"v=spf1 ip4:192.0.2.1 -all\"");
  }

  @Test
  void shouldLeaveOutWhatIsWrongWithOtherAddresses() {
    dns.txt("shop.test", "v=spf1 ip4:192.0.2.1 -all");
    List<DnsFact> facts =
        List.of(
            source.posture(
                "shop.test", List.of(SOURCE, Ip.parse("192.0.2.11").orElseThrow()), List.of()));
    assertThat(kinds(FactEvidence.of(Set.of("192.0.2.1"), facts)))
        .doesNotContain("SPF_DOES_NOT_PASS")
        .contains("PTR_MISSING", "DMARC_MISSING");
    assertThat(kinds(FactEvidence.of(Set.of("192.0.2.11"), facts))).contains("SPF_DOES_NOT_PASS");
    assertThat(kinds(FactEvidence.of(Set.of(), facts))).contains("SPF_DOES_NOT_PASS");
  }

  private static List<String> kinds(FactEvidence evidence) {
    return evidence.pieces().stream().map(FactEvidence.Piece::kind).toList();
  }

  @Test
  void shouldFollowADomainThatMovesToAnotherProvider() {
    Map<String, RouteFact> facts = new HashMap<>();
    RoutedProviders providers =
        new RoutedProviders(
            WellKnownProviders.load(), domain -> Optional.ofNullable(facts.get(domain)));
    assertThat(providers.of("company.test")).isEqualTo("company.test");
    dns.with("company.test", RecordType.MX, "10 mx.company.test");
    facts.put("company.test", source.route("company.test").join());
    assertThat(providers.of("company.test")).isEqualTo("company.test");
    FakeDns later =
        new FakeDns()
            .with("company.test", RecordType.MX, "0 company-test.mail.protection.outlook.com");
    RouteFact moved =
        new FactSource(later, () -> Instant.ofEpochMilli(NOW), BlocklistTable.load())
            .route("company.test")
            .join();
    facts.put("company.test", moved);
    assertThat(providers.of("company.test")).isEqualTo("microsoft");
    assertThat(providers.of("docomo.ne.jp")).isEqualTo("docomo");
    assertThat(moved.key()).isEqualTo("route:company.test");
    assertThat(moved.time()).isEqualTo(NOW);
    assertThat(moved.until()).isEqualTo(NOW + 3_600_000);
  }

  @Test
  void shouldSayWhatWasMeantByADomainThatDoesNotExist() {
    assertThat(source.route("gmial.com").join().meant()).containsExactly("gmail.com");
  }
}
