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
    List<PostureFinding> findings = examine("192.0.2.1", "mail.shop.test", "s1");
    assertThat(findings).extracting(PostureFinding::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(PostureFinding::kind)
        .containsExactly(
            FindingKind.MX_OK,
            FindingKind.ROLES_REACHABLE,
            FindingKind.SPF_OK,
            FindingKind.SPF_PASSES,
            FindingKind.DKIM_OK,
            FindingKind.DMARC_OK,
            FindingKind.PTR_OK,
            FindingKind.HELO_OK);
  }

  @Test
  void shouldSayWhatToPublishWhereNothingIs() {
    dns.with(DOMAIN, RecordType.A, "192.0.2.1");
    List<PostureFinding> findings = examine("192.0.2.1", "mail.shop.test");
    assertThat(published(findings, FindingKind.MX_ONLY_ADDRESS))
        .isEqualTo("shop.test. MX 10 shop.test.");
    assertThat(published(findings, FindingKind.SPF_MISSING))
        .isEqualTo("shop.test. TXT \"v=spf1 ip4:192.0.2.1 ~all\"");
    assertThat(published(findings, FindingKind.DKIM_NONE))
        .startsWith("s1._domainkey.shop.test. TXT");
    assertThat(published(findings, FindingKind.DMARC_MISSING))
        .isEqualTo("_dmarc.shop.test. TXT \"v=DMARC1; p=none; rua=mailto:dmarc@shop.test\"");
    assertThat(published(findings, FindingKind.PTR_MISSING))
        .isEqualTo("1.2.0.192.in-addr.arpa. PTR mail.shop.test.");
    assertThat(published(findings, FindingKind.HELO_UNRESOLVED))
        .isEqualTo("mail.shop.test. A 192.0.2.1");
    assertThat(findings).allSatisfy(f -> assertThat(f.toString()).doesNotContain("{"));
  }

  @Test
  void shouldFindMistakesOfMailServers() {
    assertThat(kinds()).containsExactly(FindingKind.DOMAIN_UNKNOWN, FindingKind.PTR_MISSING);
    dns.txt(DOMAIN, "hello");
    assertThat(kinds()).contains(FindingKind.MX_NONE, FindingKind.ROLES_UNREACHABLE);
    dns.with(DOMAIN, RecordType.MX, "10 alias.shop.test")
        .with("alias.shop.test", RecordType.CNAME, "real.shop.test")
        .with("real.shop.test", RecordType.A, "192.0.2.1")
        .with(DOMAIN, RecordType.MX, "20 192.0.2.1")
        .with(DOMAIN, RecordType.MX, "30 gone.shop.test");
    assertThat(kinds())
        .contains(
            FindingKind.MX_IS_ALIAS, FindingKind.MX_IS_ADDRESS, FindingKind.MX_WITHOUT_ADDRESS)
        .doesNotContain(FindingKind.MX_OK, FindingKind.ROLES_UNREACHABLE);
    dns.failing(DOMAIN, RecordType.MX);
    assertThat(kinds()).contains(FindingKind.MX_UNKNOWN);
  }

  @Test
  void shouldFindANullMx() {
    dns.with(DOMAIN, RecordType.MX, "0 ");
    assertThat(kinds()).contains(FindingKind.MX_NULL, FindingKind.ROLES_UNREACHABLE);
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
  void shouldFindMistakesOfSpf(String record, FindingKind kind) {
    dns.txt(DOMAIN, record).with(DOMAIN, RecordType.A, "192.0.2.2");
    assertThat(examine("192.0.2.1", null, "s1")).extracting(PostureFinding::kind).contains(kind);
  }

  @Test
  void shouldPublishARecordThatLetsTheAddressPass() {
    String terms = "ip4:198.51.100.100 ".repeat(20);
    dns.txt(DOMAIN, "v=spf1 " + terms + "-all");
    String publish = published(examine("2001:db8::1", null, "s1"), FindingKind.SPF_DOES_NOT_PASS);
    assertThat(publish).startsWith("shop.test. TXT \"v=spf1 ip6:2001:db8::1 ip4:198.51.100.100 ");
    String[] strings = publish.replaceFirst("^.*? TXT ", "").split("(?<=\") (?=\")");
    assertThat(strings).hasSize(2).allSatisfy(s -> assertThat(s.length()).isLessThan(258));
    dns.txt("new.test", String.join("", strings).replace("\"", ""));
    assertThat(examineDomain("new.test", "2001:db8::1", null, "s1"))
        .extracting(PostureFinding::kind)
        .contains(FindingKind.SPF_PASSES);
  }

  @Test
  void shouldJudgeKeys() throws NoSuchAlgorithmException {
    assertThat(ofKey("v=DKIM1; k=rsa; p=" + rsa(2048))).containsExactly(FindingKind.DKIM_OK);
    assertThat(ofKey("p=" + rsa(1024))).containsExactly(FindingKind.DKIM_SHORT);
    assertThat(ofKey("p=" + rsa(512))).containsExactly(FindingKind.DKIM_TOO_SHORT);
    assertThat(ofKey("v=DKIM1; t=y:s; p=" + rsa(2048)))
        .containsExactly(FindingKind.DKIM_OK, FindingKind.DKIM_TESTING);
    assertThat(ofKey("v=DKIM1; h=sha1; p=" + rsa(2048)))
        .containsExactly(FindingKind.DKIM_OK, FindingKind.DKIM_OLD_HASH);
    assertThat(ofKey("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
        .containsExactly(FindingKind.DKIM_OK);
    assertThat(ofKey("v=DKIM1; p=")).containsExactly(FindingKind.DKIM_REVOKED);
    assertThat(ofKey("v=DKIM1; p=AAAA")).containsExactly(FindingKind.DKIM_WRONG);
    assertThat(ofKey("v=DKIM1")).containsExactly(FindingKind.DKIM_WRONG);
    assertThat(ofKey("hello")).containsExactly(FindingKind.DKIM_WRONG);
    assertThat(ofKey("v=DKIM2; p=AAAA")).containsExactly(FindingKind.DKIM_WRONG);
    assertThat(ofKey("p=AAAA", "p=BBBB")).containsExactly(FindingKind.DKIM_SEVERAL);
    assertThat(ofKey()).containsExactly(FindingKind.DKIM_MISSING);
  }

  @Test
  void shouldTryUsualSelectorsWhereNobodyNamesOne() throws NoSuchAlgorithmException {
    dns.txt("google._domainkey.shop.test", "v=DKIM1; p=" + rsa(2048));
    PostureFinding key = find(examineDomain(DOMAIN, "192.0.2.1", null), FindingKind.DKIM_OK);
    assertThat(key.asked()).isEqualTo("TXT google._domainkey.shop.test");
    dns.txt("mine._domainkey.other.test", "v=DKIM1; p=");
    assertThat(examineDomain("other.test", "192.0.2.1", null))
        .extracting(PostureFinding::kind)
        .contains(FindingKind.DKIM_SELECTOR_NEEDED);
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
  void shouldJudgeDmarc(String record, FindingKind kind) {
    dns.txt("_dmarc.shop.test", record);
    assertThat(kinds()).contains(kind);
  }

  @Test
  void shouldTakeDmarcOfTheDomainAbove() {
    dns.txt("_dmarc.shop.test", "v=DMARC1; p=reject; sp=none; rua=mailto:a@reports.test")
        .txt("shop.test._report._dmarc.reports.test", "v=DMARC1");
    dns.txt("news.shop.test", "hello");
    List<PostureFinding> findings = examineDomain("news.shop.test", "192.0.2.1", null, "s1");
    assertThat(findings)
        .extracting(PostureFinding::kind)
        .contains(FindingKind.DMARC_ONLY_WATCHES)
        .doesNotContain(FindingKind.DMARC_REPORTS_REFUSED, FindingKind.DMARC_MISSING);
    dns.txt("_dmarc.shop.test", "v=DMARC1; p=none");
    assertThat(kinds()).contains(FindingKind.DMARC_SEVERAL);
  }

  @Test
  void shouldJudgeReverseNames() {
    dns.with("1.2.0.192.in-addr.arpa", RecordType.PTR, "mail.shop.test")
        .with("2.2.0.192.in-addr.arpa", RecordType.PTR, "192-0-2-2.isp.test")
        .with("192-0-2-2.isp.test", RecordType.A, "192.0.2.2")
        .failing("3.2.0.192.in-addr.arpa", RecordType.PTR);
    PostureFinding ptr = find(examine("192.0.2.1", null, "s1"), FindingKind.PTR_NOT_CONFIRMED);
    assertThat(ptr.publish()).isEqualTo("mail.shop.test. A 192.0.2.1");
    assertThat(ptr.answered()).contains("mail.shop.test", "NXDOMAIN");
    assertThat(kindsOf("192.0.2.2", null)).contains(FindingKind.PTR_GENERIC);
    assertThat(kindsOf("192.0.2.3", null)).contains(FindingKind.PTR_UNKNOWN);
    assertThat(kindsOf("192.0.2.9", null)).contains(FindingKind.PTR_MISSING);
  }

  @Test
  void shouldJudgeHeloNames() {
    dns.with("mail.shop.test", RecordType.A, "192.0.2.1");
    assertThat(kindsOf("192.0.2.1", "mail.shop.test")).contains(FindingKind.HELO_OK);
    assertThat(kindsOf("192.0.2.2", "mail.shop.test")).contains(FindingKind.HELO_ELSEWHERE);
    assertThat(kindsOf("192.0.2.1", "gone.shop.test")).contains(FindingKind.HELO_UNRESOLVED);
    assertThat(kindsOf("192.0.2.1", "localhost")).contains(FindingKind.HELO_NO_NAME);
    assertThat(kindsOf("192.0.2.1", "192.0.2.1")).contains(FindingKind.HELO_NO_NAME);
  }

  @Test
  void shouldSayThatNobodyKnowsWhereTheDnsIsSilent() {
    dns.failing(DOMAIN, RecordType.MX)
        .failing(DOMAIN, RecordType.TXT)
        .failing(KEY, RecordType.TXT)
        .failing("_dmarc.shop.test", RecordType.TXT)
        .failing("1.2.0.192.in-addr.arpa", RecordType.PTR)
        .failing("mail.shop.test", RecordType.A);
    List<PostureFinding> findings = examine("192.0.2.1", "mail.shop.test", "s1");
    assertThat(findings).extracting(PostureFinding::level).containsOnly(Level.UNKNOWN);
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

  private List<FindingKind> ofKey(String... records) {
    FakeDns keys = new FakeDns();
    Arrays.stream(records).forEach(record -> keys.txt(KEY, record));
    PostureFindings findings = new PostureFindings(FindingBook.load());
    new DkimCheck(keys, findings).run(new PostureRequest(DOMAIN, List.of(), List.of("s1"), null));
    return findings.all().stream().map(PostureFinding::kind).toList();
  }

  private static String rsa(int bits) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded());
  }

  private List<FindingKind> kinds() {
    return kindsOf("192.0.2.1", null);
  }

  private List<FindingKind> kindsOf(String ip, String helo) {
    return examine(ip, helo, "s1").stream().map(PostureFinding::kind).toList();
  }

  private List<PostureFinding> examine(String ip, String helo, String... selectors) {
    return examineDomain(DOMAIN, ip, helo, selectors);
  }

  private List<PostureFinding> examineDomain(
      String domain, String ip, String helo, String... selectors) {
    Ip address = Ip.parse(ip).orElseThrow();
    return new Posture(dns, InstantSource.system(), Blocklists.none(), FindingBook.load())
        .examine(new PostureRequest(domain, List.of(address), List.of(selectors), helo));
  }

  private static PostureFinding find(List<PostureFinding> findings, FindingKind kind) {
    return findings.stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  private static String published(List<PostureFinding> findings, FindingKind kind) {
    return find(findings, kind).publish();
  }
}
