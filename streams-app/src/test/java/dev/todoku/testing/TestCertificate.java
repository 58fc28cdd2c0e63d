package dev.todoku.testing;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;

/**
 * A key and its certificate (RFC 5280), made in this process: each call of keytool starts a JVM.
 */
public record TestCertificate(KeyPair keys, X509Certificate certificate) {
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.id("1.2.840.10045.4.3.2"));
  private static final AtomicLong SERIAL = new AtomicLong(1);

  /** What is to stand in a certificate. */
  public static final class Draft {
    private final X500Principal subject;
    private final List<byte[]> extensions = new ArrayList<>();

    private Draft(String name) {
      subject = new X500Principal(name);
    }

    /**
     * @param kind of the subject alternative name: dns, email or ip
     */
    public Draft alternative(String kind, String name) throws UnknownHostException {
      byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
      byte[] general =
          switch (kind) {
            case "email" -> Der.value(0x81, ascii);
            case "dns" -> Der.value(0x82, ascii);
            case "ip" -> Der.value(0x87, InetAddress.getByName(name).getAddress());
            default -> throw new IllegalArgumentException(kind);
          };
      return extension("2.5.29.17", Der.sequence(general));
    }

    /** May sign others. */
    public Draft authority() {
      byte[] isAuthority = Der.octets(Der.sequence(Der.TRUE));
      extensions.add(Der.sequence(Der.id("2.5.29.19"), Der.TRUE, isAuthority));
      return this;
    }

    /** Names the address of the certificate that it is signed with. */
    public Draft issuerAt(String address) {
      byte[] uri = Der.value(0x86, address.getBytes(StandardCharsets.US_ASCII));
      byte[] access = Der.sequence(Der.id("1.3.6.1.5.5.7.48.2"), uri);
      return extension("1.3.6.1.5.5.7.1.1", Der.sequence(access));
    }

    private Draft extension(String id, byte[] value) {
      extensions.add(Der.sequence(Der.id(id), Der.octets(value)));
      return this;
    }

    public TestCertificate selfSigned() throws GeneralSecurityException {
      KeyPair keys = newKeys();
      return sign(keys, subject, keys);
    }

    public TestCertificate signedBy(TestCertificate issuer) throws GeneralSecurityException {
      return sign(newKeys(), issuer.certificate.getSubjectX500Principal(), issuer.keys);
    }

    /** Valid from yesterday on for ten years. */
    private TestCertificate sign(KeyPair keys, X500Principal issuer, KeyPair signer)
        throws GeneralSecurityException {
      Instant from = Instant.now().minus(Duration.ofDays(1));
      byte[] version3 = Der.value(0xa0, Der.number(BigInteger.TWO));
      List<byte[]> parts =
          new ArrayList<>(
              List.of(
                  version3,
                  Der.number(BigInteger.valueOf(SERIAL.getAndIncrement())),
                  ECDSA_WITH_SHA256,
                  issuer.getEncoded(),
                  Der.sequence(Der.time(from), Der.time(from.plus(Duration.ofDays(3_650)))),
                  subject.getEncoded(),
                  keys.getPublic().getEncoded()));
      if (!extensions.isEmpty()) {
        parts.add(Der.value(0xa3, Der.sequence(extensions)));
      }
      byte[] said = Der.sequence(parts);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(said);
      byte[] signed = Der.sequence(said, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
      return new TestCertificate(
          keys,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed)));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    }
  }

  /**
   * @param name distinguished, such as {@code CN=mail.example}
   */
  public static Draft of(String name) {
    return new Draft(name);
  }

  public byte[] pem() throws GeneralSecurityException {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
