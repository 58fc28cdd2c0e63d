package dev.todoku.intake.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A certificate authority of a test, made by the JDK's keytool: a root, and what it signs. */
record OwnAuthority(Path dir, String root) {
  private static final String PASSWORD = "changeit-please";

  static OwnAuthority in(Path dir, String root) throws IOException, InterruptedException {
    OwnAuthority made = new OwnAuthority(dir, root);
    made.generate(root, "CN=" + root, "-ext", "bc:critical=ca:true", "-validity", "3650");
    return made;
  }

  /** Makes a key and a certificate for it; {@code extensions} as keytool writes them. */
  void sign(String alias, String by, String name, String... extensions)
      throws IOException, InterruptedException {
    generate(alias, name);
    keytool("-certreq", "-alias", alias, "-file", file(alias + ".csr").toString());
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-gencert",
                "-rfc",
                "-alias",
                by,
                "-validity",
                "3650",
                "-infile",
                file(alias + ".csr").toString(),
                "-outfile",
                file(alias + ".pem").toString()));
    for (String extension : extensions) {
      arguments.add("-ext");
      arguments.add(extension);
    }
    keytool(arguments.toArray(String[]::new));
    keytool("-importcert", "-noprompt", "-alias", alias, "-file", file(alias + ".pem").toString());
  }

  /** The certificate alone: keytool writes those that signed it behind it. */
  byte[] pem(String alias) throws IOException, GeneralSecurityException {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate(alias).getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  X509Certificate certificate(String alias) throws IOException, GeneralSecurityException {
    return SnsCertificate.all(Files.readAllBytes(file(alias + ".pem"))).get(0);
  }

  Set<TrustAnchor> roots() throws IOException, GeneralSecurityException {
    return Set.of(new TrustAnchor(certificate(root), null));
  }

  private void generate(String alias, String name, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias, "-dname", name));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
    keytool("-exportcert", "-rfc", "-alias", alias, "-file", file(alias + ".pem").toString());
  }

  private Path file(String name) {
    return dir.resolve(name);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-storetype",
            "PKCS12",
            "-keystore",
            file(root + ".p12").toString(),
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }
}
