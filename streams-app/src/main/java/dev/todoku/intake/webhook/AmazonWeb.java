package dev.todoku.intake.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from Amazon SNS: certificates, which are kept, and the confirmation of subscriptions. No
 * redirect is followed; TLS proves that the certificate comes from Amazon.
 */
public final class AmazonWeb implements SnsCertificates, SnsConfirmation {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 64 * 1024;
  private static final int MOST_KEPT = 16;
  private static final String NAME = "sns.amazonaws.com";

  /** Kind of a subject alternative name (RFC 5280 section 4.2.1.6). */
  private static final Integer DNS_NAME = 2;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Map<URI, X509Certificate> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
          return size() > MOST_KEPT;
        }
      };

  @Override
  public PublicKey key(URI url, Instant now)
      throws IOException, GeneralSecurityException, InterruptedException {
    X509Certificate certificate;
    synchronized (kept) {
      certificate = kept.get(url);
    }
    if (certificate == null) {
      certificate = certificate(get(url));
      synchronized (kept) {
        kept.put(url, certificate);
      }
    }
    certificate.checkValidity(Date.from(now));
    return certificate.getPublicKey();
  }

  /** The certificate of Amazon SNS in {@code pem}, signed by the next one where that is there. */
  static X509Certificate certificate(byte[] pem) throws GeneralSecurityException {
    Collection<? extends Certificate> chain =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    X509Certificate before = null;
    X509Certificate own = null;
    for (Certificate each : chain) {
      X509Certificate certificate = (X509Certificate) each;
      if (before == null) {
        own = certificate;
      } else {
        before.verify(certificate.getPublicKey());
      }
      before = certificate;
    }
    if (own == null || !isOfSns(own)) {
      throw new CertificateException("it is not that of " + NAME);
    }
    return own;
  }

  private static boolean isOfSns(X509Certificate certificate) throws CertificateException {
    return NAME.equalsIgnoreCase(commonName(certificate))
        || (certificate.getSubjectAlternativeNames() != null
            && certificate.getSubjectAlternativeNames().stream()
                .anyMatch(name -> name.get(0).equals(DNS_NAME) && NAME.equals(name.get(1))));
  }

  /** The whole of it: a name that only begins with Amazon's is another's. Null when it has none. */
  private static @Nullable String commonName(X509Certificate certificate)
      throws CertificateException {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return part.getValue().toString();
        }
      }
      return null;
    } catch (InvalidNameException e) {
      throw new CertificateException("its subject is no name", e);
    }
  }

  @Override
  public void confirm(URI url) throws IOException, InterruptedException {
    get(url);
  }

  private byte[] get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(url.getHost() + " answers " + response.statusCode());
      }
      return body.readNBytes(LARGEST);
    }
  }
}
