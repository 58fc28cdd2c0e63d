package dev.todoku.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key, of 127.0.0.1 where nothing else is said, and its certificate, made by the JDK's keytool.
 */
public record SelfSigned(Path keystore, Path certificate) {
  public static final String PASSWORD = "changeit-please";

  public static SelfSigned in(Path dir) throws IOException, InterruptedException {
    return of(dir, "CN=127.0.0.1", "ip:127.0.0.1");
  }

  /** With any distinguished name, and a subject alternative name as keytool writes it. */
  public static SelfSigned of(Path dir, String name, String alternative)
      throws IOException, InterruptedException {
    SelfSigned made = new SelfSigned(dir.resolve("server.p12"), dir.resolve("ca.pem"));
    made.keytool("-genkeypair", "-keyalg", "EC", "-dname", name, "-ext", "san=" + alternative);
    made.keytool("-exportcert", "-rfc", "-file", made.certificate.toString());
    return made;
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

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "server",
            "-storetype",
            "PKCS12",
            "-keystore",
            keystore.toString(),
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }
}
