package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.testing.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The certificate of Amazon SNS must lead to a root that is trusted. */
class SnsCertificateChainTest {
  private static final URI SIGNING = URI.create("https://sns.eu-west-1.amazonaws.com/S-1.pem");
  private static final String ISSUER = "http://crt.own.amazontrust.com/own.cer";
  private static final String SNS = "CN=sns.amazonaws.com";
  private static final String NO_CHAIN = "no chain leads from it to a root that is trusted";

  private static TestCertificate root;
  private static TestCertificate between;
  private static TestCertificate noAuthority;
  private static TestCertificate sns;
  private static TestCertificate direct;
  private static Instant now;

  private final List<URI> asked = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    root = TestCertificate.of("CN=own-root").authority().selfSigned();
    between = TestCertificate.of("CN=own authority").authority().signedBy(root);
    noAuthority = TestCertificate.of("CN=a server").signedBy(root);
    sns =
        TestCertificate.of(SNS)
            .alternative("dns", "sns.amazonaws.com")
            .issuerAt(ISSUER)
            .signedBy(between);
    direct = TestCertificate.of(SNS).signedBy(root);
    now = Instant.now();
  }

  @Test
  void isTrustedWithTheAuthorityThatCameWithIt() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, both(sns, between)), List.of());
    assertThat(web.key(SIGNING, now)).isEqualTo(sns.keys().getPublic());
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTrustedWithTheAuthorityOfTheConnection() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, sns.pem()), List.of(between.certificate()));
    assertThat(web.key(SIGNING, now)).isNotNull();
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTrustedWithTheAuthorityFromTheAddressThatItNames() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, sns.pem(), URI.create(ISSUER), between.pem()), List.of());
    assertThat(web.key(SIGNING, now)).isNotNull();
    assertThat(web.key(SIGNING, now)).as("is kept").isNotNull();
    assertThat(asked).containsExactly(SIGNING, URI.create(ISSUER));
  }

  @Test
  void isTrustedWhereTheRootItselfSignedIt() throws Exception {
    assertThat(web(Map.of(SIGNING, direct.pem()), List.of()).key(SIGNING, now)).isNotNull();
  }

  @Test
  void isRefusedWhereAnotherRootSignedIt() throws Exception {
    TestCertificate other = TestCertificate.of("CN=other-root").authority().selfSigned();
    TestCertificate forged = TestCertificate.of(SNS).signedBy(other);
    assertThatThrownBy(() -> web(Map.of(SIGNING, forged.pem()), List.of()).key(SIGNING, now))
        .isInstanceOf(CertificateException.class)
        .hasMessage(NO_CHAIN);
  }

  @Test
  void isRefusedWhereOneWhoMayNotSignSignedIt() throws Exception {
    TestCertificate byServer = TestCertificate.of(SNS).signedBy(noAuthority);
    assertThatThrownBy(
            () -> web(Map.of(SIGNING, both(byServer, noAuthority)), List.of()).key(SIGNING, now))
        .hasMessage(NO_CHAIN);
  }

  @Test
  void isRefusedUnderAnotherName() throws Exception {
    TestCertificate evil =
        TestCertificate.of("CN=sns.amazonaws.com.evil.example").signedBy(between);
    assertThatThrownBy(() -> web(Map.of(SIGNING, both(evil, between)), List.of()).key(SIGNING, now))
        .hasMessage("it is not that of sns.amazonaws.com");
  }

  @Test
  void followsNoAddressButOneOfAmazonsAuthority() throws Exception {
    TestCertificate elsewhere =
        TestCertificate.of(SNS).issuerAt("http://169.254.169.254/latest").signedBy(between);
    assertThatThrownBy(() -> web(Map.of(SIGNING, elsewhere.pem()), List.of()).key(SIGNING, now))
        .hasMessage(NO_CHAIN);
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTriedAgainWhenItsAuthorityCannotBeFetchedNow() throws Exception {
    assertThatThrownBy(() -> web(Map.of(SIGNING, sns.pem()), List.of()).key(SIGNING, now))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isRefusedOnceItIsOver() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, both(sns, between)), List.of());
    web.key(SIGNING, now);
    assertThatThrownBy(() -> web.key(SIGNING, now.plus(Duration.ofDays(4_000))))
        .isInstanceOf(CertificateExpiredException.class);
    AmazonWeb later = web(Map.of(SIGNING, both(sns, between)), List.of());
    assertThatThrownBy(() -> later.key(SIGNING, now.plus(Duration.ofDays(4_000))))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void thisJavaTrustsRootsButNotThisOne() throws Exception {
    byte[] pem = direct.pem();
    AmazonWeb web =
        new AmazonWeb(url -> new AmazonWeb.Fetched(pem, List.of()), CertificateChain.rootsOfJava());
    assertThat(CertificateChain.rootsOfJava()).isNotEmpty();
    assertThatThrownBy(() -> web.key(SIGNING, now)).hasMessage(NO_CHAIN);
  }

  private AmazonWeb web(Map<URI, byte[]> pages, List<X509Certificate> connection) throws Exception {
    return new AmazonWeb(
        url -> {
          asked.add(url);
          byte[] body = pages.get(url);
          if (body == null) {
            throw new IOException(url + " does not answer");
          }
          return new AmazonWeb.Fetched(body, connection);
        },
        Set.of(new TrustAnchor(root.certificate(), null)));
  }

  private static byte[] both(TestCertificate first, TestCertificate second) throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first.pem());
    both.writeBytes(second.pem());
    return both.toByteArray();
  }
}
