package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of Amazon SNS must lead to a root that is trusted. */
class SnsCertificateChainTest {
  private static final URI SIGNING = URI.create("https://sns.eu-west-1.amazonaws.com/S-1.pem");
  private static final String ISSUER = "http://crt.own.amazontrust.com/own.cer";
  private static final String SNS = "CN=sns.amazonaws.com";
  private static final String NO_CHAIN = "no chain leads from it to a root that is trusted";

  @TempDir private static Path dir;

  private static OwnAuthority own;
  private static OwnAuthority other;
  private static Instant now;

  private final List<URI> asked = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    own = OwnAuthority.in(dir, "own-root");
    own.sign("between", "own-root", "CN=own authority", "bc:critical=ca:true,pathlen:0");
    own.sign("no-authority", "own-root", "CN=a server");
    own.sign("sns", "between", SNS, "san=dns:sns.amazonaws.com", "aia=caIssuers:uri:" + ISSUER);
    own.sign("elsewhere", "between", SNS, "aia=caIssuers:uri:http://169.254.169.254/latest");
    own.sign("direct", "own-root", SNS);
    own.sign("by-server", "no-authority", SNS);
    own.sign("another-name", "between", "CN=sns.amazonaws.com.evil.example");
    other = OwnAuthority.in(dir, "other-root");
    other.sign("forged", "other-root", SNS);
    now = Instant.now();
  }

  @Test
  void isTrustedWithTheAuthorityThatCameWithIt() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, both("sns", "between")), List.of());
    assertThat(web.key(SIGNING, now)).isEqualTo(own.certificate("sns").getPublicKey());
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTrustedWithTheAuthorityOfTheConnection() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, own.pem("sns")), List.of(own.certificate("between")));
    assertThat(web.key(SIGNING, now)).isNotNull();
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTrustedWithTheAuthorityFromTheAddressThatItNames() throws Exception {
    AmazonWeb web =
        web(Map.of(SIGNING, own.pem("sns"), URI.create(ISSUER), own.pem("between")), List.of());
    assertThat(web.key(SIGNING, now)).isNotNull();
    assertThat(web.key(SIGNING, now)).as("is kept").isNotNull();
    assertThat(asked).containsExactly(SIGNING, URI.create(ISSUER));
  }

  @Test
  void isTrustedWhereTheRootItselfSignedIt() throws Exception {
    assertThat(web(Map.of(SIGNING, own.pem("direct")), List.of()).key(SIGNING, now)).isNotNull();
  }

  @Test
  void isRefusedWhereAnotherRootSignedIt() throws Exception {
    assertThatThrownBy(() -> web(Map.of(SIGNING, other.pem("forged")), List.of()).key(SIGNING, now))
        .isInstanceOf(CertificateException.class)
        .hasMessage(NO_CHAIN);
  }

  @Test
  void isRefusedWhereOneWhoMayNotSignSignedIt() throws Exception {
    assertThatThrownBy(
            () ->
                web(Map.of(SIGNING, both("by-server", "no-authority")), List.of())
                    .key(SIGNING, now))
        .hasMessage(NO_CHAIN);
  }

  @Test
  void isRefusedUnderAnotherName() throws Exception {
    assertThatThrownBy(
            () ->
                web(Map.of(SIGNING, both("another-name", "between")), List.of()).key(SIGNING, now))
        .hasMessage("it is not that of sns.amazonaws.com");
  }

  @Test
  void followsNoAddressButOneOfAmazonsAuthority() throws Exception {
    assertThatThrownBy(
            () -> web(Map.of(SIGNING, own.pem("elsewhere")), List.of()).key(SIGNING, now))
        .hasMessage(NO_CHAIN);
    assertThat(asked).containsExactly(SIGNING);
  }

  @Test
  void isTriedAgainWhenItsAuthorityCannotBeFetchedNow() throws Exception {
    assertThatThrownBy(() -> web(Map.of(SIGNING, own.pem("sns")), List.of()).key(SIGNING, now))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isRefusedOnceItIsOver() throws Exception {
    AmazonWeb web = web(Map.of(SIGNING, both("sns", "between")), List.of());
    web.key(SIGNING, now);
    assertThatThrownBy(() -> web.key(SIGNING, now.plus(Duration.ofDays(4_000))))
        .isInstanceOf(CertificateExpiredException.class);
    AmazonWeb later = web(Map.of(SIGNING, both("sns", "between")), List.of());
    assertThatThrownBy(() -> later.key(SIGNING, now.plus(Duration.ofDays(4_000))))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void thisJavaTrustsRootsButNotThisOne() throws Exception {
    byte[] direct = own.pem("direct");
    AmazonWeb web =
        new AmazonWeb(
            url -> new AmazonWeb.Fetched(direct, List.of()), CertificateChain.rootsOfJava());
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
        own.roots());
  }

  private static byte[] both(String first, String second) throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(own.pem(first));
    both.writeBytes(own.pem(second));
    return both.toByteArray();
  }
}
