package dev.todoku.intake.webhook;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * The certificate with which Amazon SNS signs, by its name.
 *
 * @param own the one that signs
 * @param others that came with it, as those that signed it
 */
record SnsCertificate(X509Certificate own, List<X509Certificate> others) {
  private static final String NAME = "sns.amazonaws.com";

  /** Kind of a subject alternative name (RFC 5280 section 4.2.1.6). */
  private static final Integer DNS_NAME = 2;

  SnsCertificate {
    others = List.copyOf(others);
  }

  /** The certificate of Amazon SNS in {@code pem}, which stands first, and what follows it. */
  static SnsCertificate of(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> all = all(pem);
    if (all.isEmpty() || !isOfSns(all.get(0))) {
      throw new CertificateException("it is not that of " + NAME);
    }
    return new SnsCertificate(all.get(0), all.subList(1, all.size()));
  }

  /** All certificates in {@code pem}, which may be one in DER as well. */
  static List<X509Certificate> all(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>();
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      all.add((X509Certificate) each);
    }
    return all;
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
}
