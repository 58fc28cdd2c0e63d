package dev.todoku.intake.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Fetches from Amazon SNS: certificates, which are kept, and the confirmation of subscriptions. No
 * redirect is followed. A certificate must lead to a root that this Java trusts: what lies between
 * comes with it, or is that of the connection, or is fetched from Amazon's authority.
 */
public final class AmazonWeb implements SnsCertificates, SnsConfirmation {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 64 * 1024;
  private static final int MOST_KEPT = 16;

  /**
   * What lies at an address.
   *
   * @param chain of the server that handed it out, empty where it needed none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fetched(byte[] body, List<X509Certificate> chain) {}

  /** Asks for an address. */
  @FunctionalInterface
  interface Web {
    Fetched get(URI url) throws IOException, InterruptedException;
  }

  private final Web web;
  private final CertificateChain chains;

  private final Map<URI, List<X509Certificate>> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, List<X509Certificate>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  public AmazonWeb() {
    this(new HttpWeb(), CertificateChain.rootsOfJava());
  }

  AmazonWeb(Web web, Set<TrustAnchor> roots) {
    this.web = web;
    this.chains = new CertificateChain(roots, url -> web.get(url).body());
  }

  @Override
  public PublicKey key(URI url, Instant now)
      throws IOException, GeneralSecurityException, InterruptedException {
    List<X509Certificate> path;
    synchronized (kept) {
      path = kept.get(url);
    }
    if (path == null) {
      path = path(url, now);
      synchronized (kept) {
        kept.put(url, path);
      }
    }
    for (X509Certificate each : path) {
      each.checkValidity(Date.from(now));
    }
    return path.get(0).getPublicKey();
  }

  private List<X509Certificate> path(URI url, Instant now)
      throws IOException, GeneralSecurityException, InterruptedException {
    Fetched fetched = web.get(url);
    SnsCertificate certificate = SnsCertificate.of(fetched.body());
    List<X509Certificate> known = new ArrayList<>(certificate.others());
    known.addAll(fetched.chain());
    return chains.of(certificate.own(), known, now);
  }

  @Override
  public void confirm(URI url) throws IOException, InterruptedException {
    web.get(url);
  }

  /** Over the network. */
  private static final class HttpWeb implements Web {
    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Fetched get(URI url) throws IOException, InterruptedException {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(url.getHost() + " answers " + response.statusCode());
        }
        return new Fetched(body.readNBytes(LARGEST), chain(response));
      }
    }

    private static List<X509Certificate> chain(HttpResponse<?> response)
        throws SSLPeerUnverifiedException {
      SSLSession session = response.sslSession().orElse(null);
      List<X509Certificate> chain = new ArrayList<>();
      if (session != null) {
        for (Certificate each : session.getPeerCertificates()) {
          chain.add((X509Certificate) each);
        }
      }
      return chain;
    }
  }
}
