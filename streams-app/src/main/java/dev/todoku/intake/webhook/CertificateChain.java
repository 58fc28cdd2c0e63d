package dev.todoku.intake.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Leads a certificate to a root that is trusted (RFC 5280 section 6: signatures, validity, what an
 * authority may sign). Revocation is not asked for: signing keys change within a year.
 *
 * <p>Certificates between the two are taken from what is known. Where one is missing it is fetched
 * from the address that the last one names (RFC 5280 section 4.2.2.1), as long as that is one of
 * Amazon's authority.
 */
final class CertificateChain {
  /** Where Amazon Trust Services has the certificates of its authorities. */
  private static final Pattern ISSUER_HOST = Pattern.compile("(?:[a-z0-9-]+\\.)+amazontrust\\.com");

  /** An access description of the kind caIssuers, up to the length of its address, in DER. */
  private static final Pattern ISSUER_ADDRESS =
      Pattern.compile(Pattern.quote("06082b06010505073002") + "86([0-7][0-9a-f])");

  private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

  /** Nobody has more authorities between a signature and a root. */
  private static final int MOST_FETCHED = 3;

  /** Fetches what lies at an address. */
  @FunctionalInterface
  interface Fetch {
    byte[] get(URI url) throws IOException, InterruptedException;
  }

  private final Set<TrustAnchor> roots;
  private final Fetch fetch;

  CertificateChain(Set<TrustAnchor> roots, Fetch fetch) {
    this.roots = Set.copyOf(roots);
    this.fetch = fetch;
  }

  /** The roots that this Java trusts for servers. */
  static Set<TrustAnchor> rootsOfJava() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      Set<TrustAnchor> roots = new HashSet<>();
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trust) {
          Arrays.stream(trust.getAcceptedIssuers())
              .map(root -> new TrustAnchor(root, null))
              .forEach(roots::add);
        }
      }
      return roots;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trust store", e);
    }
  }

  /**
   * The way from {@code own} to below a root, {@code own} first.
   *
   * @param known certificates that may stand on it; nothing is believed of them
   * @throws CertificateException when there is none at {@code now}
   * @throws IOException when a certificate on it cannot be fetched now
   */
  List<X509Certificate> of(X509Certificate own, Collection<X509Certificate> known, Instant now)
      throws GeneralSecurityException, IOException, InterruptedException {
    own.checkValidity(Date.from(now));
    List<X509Certificate> candidates = new ArrayList<>(known);
    X509Certificate last = own;
    for (int fetched = 0; ; fetched++) {
      Optional<List<X509Certificate>> path = path(own, candidates, now);
      if (path.isPresent()) {
        return path.get();
      }
      Optional<URI> address = fetched < MOST_FETCHED ? issuerOf(last) : Optional.empty();
      if (address.isEmpty()) {
        throw new CertificateException("no chain leads from it to a root that is trusted");
      }
      List<X509Certificate> issuers = SnsCertificate.all(fetch.get(address.get()));
      if (issuers.isEmpty()) {
        throw new CertificateException("there is no certificate at " + address.get());
      }
      candidates.addAll(issuers);
      last = issuers.get(0);
    }
  }

  private Optional<List<X509Certificate>> path(
      X509Certificate own, Collection<X509Certificate> known, Instant now)
      throws GeneralSecurityException {
    if (roots.isEmpty()) {
      return Optional.empty();
    }
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(own);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, target);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    List<X509Certificate> all = new ArrayList<>(known);
    all.add(own);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
    try {
      List<X509Certificate> path = new ArrayList<>();
      for (Certificate each :
          CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates()) {
        path.add((X509Certificate) each);
      }
      return Optional.of(path);
    } catch (CertPathBuilderException e) {
      return Optional.empty();
    }
  }

  /** Where the certificate of its authority lies; empty when that is at no address of Amazon's. */
  private static Optional<URI> issuerOf(X509Certificate certificate) {
    byte[] access = certificate.getExtensionValue(ACCESS);
    String hex = access == null ? "" : HexFormat.of().formatHex(access);
    Matcher found = ISSUER_ADDRESS.matcher(hex);
    while (found.find()) {
      int length = 2 * Integer.parseInt(found.group(1), 16);
      boolean isAtByte = found.start() % 2 == 0;
      if (isAtByte && found.end() + length <= hex.length()) {
        byte[] address = HexFormat.of().parseHex(hex.substring(found.end(), found.end() + length));
        Optional<URI> url = amazons(new String(address, StandardCharsets.US_ASCII));
        if (url.isPresent()) {
          return url;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> amazons(String address) {
    try {
      URI url = new URI(address);
      boolean isAmazons =
          url.getHost() != null
              && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && ISSUER_HOST.matcher(url.getHost()).matches()
              && url.getPort() == -1
              && url.getRawUserInfo() == null;
      return isAmazons ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
