package dev.todoku.dns.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.schema.PostureFact.Level;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostureTest {
  private static final String DOMAIN = "shop.test";
  private static final String KEY = "s1._domainkey.shop.test";

  private final FakeDns dns = new FakeDns();

  @Test
  void shouldFindNothingToDoWhereAllIsInOrder() {
    inOrder();
    List<Finding> findings = examine("192.0.2.1", "mail.shop.test", "s1");
    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly(
            Kind.MX_OK,
            Kind.ROLES_REACHABLE,
            Kind.SPF_OK,
            Kind.SPF_PASSES,
            Kind.DKIM_OK,
            Kind.DMARC_OK,
            Kind.PTR_OK,
            Kind.HELO_OK);
  }

  @Test
  void shouldSayWhatToPublishWhereNothingIs() {
    dns.with(DOMAIN, RecordType.A, "192.0.2.1");
    List<Finding> findings = examine("192.0.2.1", "mail.shop.test");
    assertThat(published(findings, Kind.MX_ONLY_ADDRESS)).isEqualTo("shop.test. MX 10 shop.test.");
    assertThat(published(findings, Kind.SPF_MISSING))
        .isEqualTo("shop.test. TXT \"v=spf1 ip4:192.0.2.1 ~all\"");
    assertThat(published(findings, Kind.DKIM_NONE)).startsWith("s1._domainkey.shop.test. TXT");
    assertThat(published(findings, Kind.DMARC_MISSING))
        .isEqualTo("_dmarc.shop.test. TXT \"v=DMARC1; p=none; rua=mailto:dmarc@shop.test\"");
    assertThat(published(findings, Kind.PTR_MISSING))
        .isEqualTo("1.2.0.192.in-addr.arpa. PTR mail.shop.test.");
    assertThat(published(findings, Kind.HELO_UNRESOLVED)).isEqualTo("mail.shop.test. A 192.0.2.1");
    assertThat(findings).allSatisfy(f -> assertThat(f.toString()).doesNotContain("{"));
  }

  @Test
  void shouldFindMistakesOfMailServers() {
    assertThat(kinds()).containsExactly(Kind.DOMAIN_UNKNOWN, Kind.PTR_MISSING);
    dns.txt(DOMAIN, "hello");
    assertThat(kinds()).contains(Kind.MX_NONE, Kind.ROLES_UNREACHABLE);
    dns.with(DOMAIN, RecordType.MX, "10 alias.shop.test")
        .with("alias.shop.test", RecordType.CNAME, "real.shop.test")
        .with("real.shop.test", RecordType.A, "192.0.2.1")
        .with(DOMAIN, RecordType.MX, "20 192.0.2.1")
        .with(DOMAIN, RecordType.MX, "30 gone.shop.test");
    assertThat(kinds())
        .contains(Kind.MX_IS_ALIAS, Kind.MX_IS_ADDRESS, Kind.MX_WITHOUT_ADDRESS)
        .doesNotContain(Kind.MX_OK, Kind.ROLES_UNREACHABLE);
    dns.failing(DOMAIN, RecordType.MX);
    assertThat(kinds()).contains(Kind.MX_UNKNOWN);
  }

  @Test
  void shouldFindANullMx() {
    dns.with(DOMAIN, RecordType.MX, "0 ");
    assertThat(kinds()).contains(Kind.MX_NULL, Kind.ROLES_UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 ip4:192.0.2.9 -all, SPF_DOES_NOT_PASS",
    "v=spf1 ip4:192.0.2.1 +all, SPF_ALLOWS_ALL",
    "v=spf1 ip4:192.0.2.1, SPF_OPEN_END",
    "v=spf1 ip4:192.0.2.1 ptr -all, SPF_PTR",
    "v=spf1 ip4:192.0.2.1 foo -all, SPF_WRONG",
    "v=spf1 a:n1.test a:n2.test a:n3.test -all, SPF_WRONG",
    "v=spf1 a a a a a a a a a a a -all, SPF_TOO_MANY_LOOKUPS",
    "v=spf1 a a a a a a a a a ip4:192.0.2.1 -all, SPF_MANY_LOOKUPS"
  })
  void shouldFindMistakesOfSpf(String record, Kind kind) {
    dns.txt(DOMAIN, record).with(DOMAIN, RecordType.A, "192.0.2.2");
    assertThat(examine("192.0.2.1", null, "s1")).extracting(Finding::kind).contains(kind);
  }

  @Test
  void shouldPublishARecordThatLetsTheAddressPass() {
    String terms = "ip4:198.51.100.100 ".repeat(20);
    dns.txt(DOMAIN, "v=spf1 " + terms + "-all");
    String publish = published(examine("2001:db8::1", null, "s1"), Kind.SPF_DOES_NOT_PASS);
    assertThat(publish).startsWith("shop.test. TXT \"v=spf1 ip6:2001:db8::1 ip4:198.51.100.100 ");
    String[] strings = publish.replaceFirst("^.*? TXT ", "").split("(?<=\") (?=\")");
    assertThat(strings).hasSize(2).allSatisfy(s -> assertThat(s.length()).isLessThan(258));
    dns.txt("new.test", String.join("", strings).replace("\"", ""));
    assertThat(examineDomain("new.test", "2001:db8::1", null, "s1"))
        .extracting(Finding::kind)
        .contains(Kind.SPF_PASSES);
  }

  @Test
  void shouldJudgeKeys() throws NoSuchAlgorithmException {
    assertThat(ofKey("v=DKIM1; k=rsa; p=" + rsa(2048))).containsExactly(Kind.DKIM_OK);
    assertThat(ofKey("p=" + rsa(1024))).containsExactly(Kind.DKIM_SHORT);
    assertThat(ofKey("p=" + rsa(512))).containsExactly(Kind.DKIM_TOO_SHORT);
    assertThat(ofKey("v=DKIM1; t=y:s; p=" + rsa(2048)))
        .containsExactly(Kind.DKIM_OK, Kind.DKIM_TESTING);
    assertThat(ofKey("v=DKIM1; h=sha1; p=" + rsa(2048)))
        .containsExactly(Kind.DKIM_OK, Kind.DKIM_OLD_HASH);
    assertThat(ofKey("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
        .containsExactly(Kind.DKIM_OK);
    assertThat(ofKey("v=DKIM1; p=")).containsExactly(Kind.DKIM_REVOKED);
    assertThat(ofKey("v=DKIM1; p=AAAA")).containsExactly(Kind.DKIM_WRONG);
    assertThat(ofKey("v=DKIM1")).containsExactly(Kind.DKIM_WRONG);
    assertThat(ofKey("hello")).containsExactly(Kind.DKIM_WRONG);
    assertThat(ofKey("v=DKIM2; p=AAAA")).containsExactly(Kind.DKIM_WRONG);
    assertThat(ofKey("p=AAAA", "p=BBBB")).containsExactly(Kind.DKIM_SEVERAL);
    assertThat(ofKey()).containsExactly(Kind.DKIM_MISSING);
  }

  @Test
  void shouldTryUsualSelectorsWhereNobodyNamesOne() throws NoSuchAlgorithmException {
    dns.txt("google._domainkey.shop.test", "v=DKIM1; p=" + rsa(2048));
    Finding key = find(examineDomain(DOMAIN, "192.0.2.1", null), Kind.DKIM_OK);
    assertThat(key.asked()).isEqualTo("TXT google._domainkey.shop.test");
    dns.txt("mine._domainkey.other.test", "v=DKIM1; p=");
    assertThat(examineDomain("other.test", "192.0.2.1", null))
        .extracting(Finding::kind)
        .contains(Kind.DKIM_SELECTOR_NEEDED);
  }

  @ParameterizedTest
  @CsvSource({
    "v=DMARC1; p=quarantine; rua=mailto:a@shop.test, DMARC_OK",
    "v=DMARC1;p=none;rua=mailto:a@shop.test, DMARC_ONLY_WATCHES",
    "v=DMARC1; p=block, DMARC_WRONG",
    "v=DMARC1, DMARC_WRONG",
    "v=DMARC1; p=reject, DMARC_NO_REPORTS",
    "v=DMARC1; p=reject; pct=20, DMARC_PARTIAL",
    "v=DMARC1; p=reject; rua=mailto:a@reports.test!10m, DMARC_REPORTS_REFUSED"
  })
  void shouldJudgeDmarc(String record, Kind kind) {
    dns.txt("_dmarc.shop.test", record);
    assertThat(kinds()).contains(kind);
  }

  @Test
  void shouldTakeDmarcOfTheDomainAbove() {
    dns.txt("_dmarc.shop.test", "v=DMARC1; p=reject; sp=none; rua=mailto:a@reports.test")
        .txt("shop.test._report._dmarc.reports.test", "v=DMARC1");
    dns.txt("news.shop.test", "hello");
    List<Finding> findings = examineDomain("news.shop.test", "192.0.2.1", null, "s1");
    assertThat(findings)
        .extracting(Finding::kind)
        .contains(Kind.DMARC_ONLY_WATCHES)
        .doesNotContain(Kind.DMARC_REPORTS_REFUSED, Kind.DMARC_MISSING);
    dns.txt("_dmarc.shop.test", "v=DMARC1; p=none");
    assertThat(kinds()).contains(Kind.DMARC_SEVERAL);
  }

  @Test
  void shouldJudgeReverseNames() {
    dns.with("1.2.0.192.in-addr.arpa", RecordType.PTR, "mail.shop.test")
        .with("2.2.0.192.in-addr.arpa", RecordType.PTR, "192-0-2-2.isp.test")
        .with("192-0-2-2.isp.test", RecordType.A, "192.0.2.2")
        .failing("3.2.0.192.in-addr.arpa", RecordType.PTR);
    Finding ptr = find(examine("192.0.2.1", null, "s1"), Kind.PTR_NOT_CONFIRMED);
    assertThat(ptr.publish()).isEqualTo("mail.shop.test. A 192.0.2.1");
    assertThat(ptr.answered()).contains("mail.shop.test", "NXDOMAIN");
    assertThat(kindsOf("192.0.2.2", null)).contains(Kind.PTR_GENERIC);
    assertThat(kindsOf("192.0.2.3", null)).contains(Kind.PTR_UNKNOWN);
    assertThat(kindsOf("192.0.2.9", null)).contains(Kind.PTR_MISSING);
  }

  @Test
  void shouldJudgeHeloNames() {
    dns.with("mail.shop.test", RecordType.A, "192.0.2.1");
    assertThat(kindsOf("192.0.2.1", "mail.shop.test")).contains(Kind.HELO_OK);
    assertThat(kindsOf("192.0.2.2", "mail.shop.test")).contains(Kind.HELO_ELSEWHERE);
    assertThat(kindsOf("192.0.2.1", "gone.shop.test")).contains(Kind.HELO_UNRESOLVED);
    assertThat(kindsOf("192.0.2.1", "localhost")).contains(Kind.HELO_NO_NAME);
    assertThat(kindsOf("192.0.2.1", "192.0.2.1")).contains(Kind.HELO_NO_NAME);
  }

  @Test
  void shouldSayThatNobodyKnowsWhereTheDnsIsSilent() {
    dns.failing(DOMAIN, RecordType.MX)
        .failing(DOMAIN, RecordType.TXT)
        .failing(KEY, RecordType.TXT)
        .failing("_dmarc.shop.test", RecordType.TXT)
        .failing("1.2.0.192.in-addr.arpa", RecordType.PTR)
        .failing("mail.shop.test", RecordType.A);
    List<Finding> findings = examine("192.0.2.1", "mail.shop.test", "s1");
    assertThat(findings).extracting(Finding::level).containsOnly(Level.UNKNOWN);
    assertThat(Posture.worst(findings)).isEqualTo(Level.UNKNOWN);
  }

  private void inOrder() {
    dns.with(DOMAIN, RecordType.MX, "10 mail.shop.test")
        .with("mail.shop.test", RecordType.A, "192.0.2.1")
        .txt(DOMAIN, "v=spf1 mx -all")
        .txt("_dmarc.shop.test", "v=DMARC1; p=reject; rua=mailto:dmarc@shop.test")
        .with("1.2.0.192.in-addr.arpa", RecordType.PTR, "mail.shop.test");
    try {
      dns.txt(KEY, "v=DKIM1; k=rsa; p=" + rsa(2048));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Kind> ofKey(String... records) {
    FakeDns keys = new FakeDns();
    Arrays.stream(records).forEach(record -> keys.txt(KEY, record));
    Findings findings = new Findings(FindingBook.load());
    new DkimCheck(keys, findings).run(new PostureRequest(DOMAIN, List.of(), List.of("s1"), null));
    return findings.all().stream().map(Finding::kind).toList();
  }

  private static String rsa(int bits) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded());
  }

  private List<Kind> kinds() {
    return kindsOf("192.0.2.1", null);
  }

  private List<Kind> kindsOf(String ip, String helo) {
    return examine(ip, helo, "s1").stream().map(Finding::kind).toList();
  }

  private List<Finding> examine(String ip, String helo, String... selectors) {
    return examineDomain(DOMAIN, ip, helo, selectors);
  }

  private List<Finding> examineDomain(String domain, String ip, String helo, String... selectors) {
    Ip address = Ip.parse(ip).orElseThrow();
    return new Posture(dns, InstantSource.system(), Blocklists.none(), FindingBook.load())
        .examine(new PostureRequest(domain, List.of(address), List.of(selectors), helo));
  }

  private static Finding find(List<Finding> findings, Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  private static String published(List<Finding> findings, Kind kind) {
    return find(findings, kind).publish();
  }
}
