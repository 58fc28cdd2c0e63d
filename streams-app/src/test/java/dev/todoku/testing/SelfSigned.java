package dev.todoku.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key of 127.0.0.1 and its certificate, as files. */
public record SelfSigned(Path keystore, Path certificate) {
  public static final String PASSWORD = "changeit-please";

  public static SelfSigned in(Path dir) throws IOException, GeneralSecurityException {
    TestCertificate made =
        TestCertificate.of("CN=127.0.0.1").alternative("ip", "127.0.0.1").selfSigned();
    SelfSigned files = new SelfSigned(dir.resolve("server.p12"), dir.resolve("ca.pem"));
    Files.write(files.certificate, made.pem());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null);
    char[] password = PASSWORD.toCharArray();
    Certificate[] chain = {made.certificate()};
    store.setKeyEntry("server", made.keys().getPrivate(), password, chain);
    try (OutputStream out = Files.newOutputStream(files.keystore)) {
      store.store(out, password);
    }
    return files;
  }

  /** Trusts this certificate and no other. */
  public SSLContext trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
