package dev.todoku.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The archive as a user unpacks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {
  private Path home;

  @BeforeAll
  void unpack(@TempDir Path dir) throws Exception {
    String archive = System.getProperty("todoku.archive");
    assertThat(output("tar", "xzf", archive, "-C", dir.toString())).isEmpty();
    try (Stream<Path> entries = Files.list(dir)) {
      home = entries.toList().get(0);
    }
  }

  @Test
  void hasLauncherConfigurationAndLicences() throws IOException {
    assertThat(home.resolve("bin/todoku")).isExecutable();
    assertThat(home.resolve("LICENSE")).content(UTF_8).contains("Apache License");
    assertThat(home.resolve("NOTICE")).content(UTF_8).contains("Todoku");
    assertThat(home.resolve("config/todoku.properties"))
        .content(UTF_8)
        .contains("\n#bootstrap.servers=localhost:9092\n");
    assertThat(home.resolve("docs/configuration.md")).exists();
    assertThat(Files.readString(home.resolve("THIRD-PARTY.txt")))
        .contains("org.rocksdb:rocksdbjni", "org.apache.kafka:kafka-streams");
  }

  @Test
  void hasABillOfMaterials() throws IOException {
    assumeFalse(
        "offline true".equals(System.getProperty("todoku.maven")), "Maven makes none with -o");
    assertThat(Files.readString(home.resolve("sbom.cdx.json")))
        .contains("\"CycloneDX\"", "pkg:maven/org.rocksdb/rocksdbjni@");
  }

  @Test
  void everyLibraryHasItsLicence() throws IOException {
    String thirdParty = Files.readString(home.resolve("THIRD-PARTY.txt"));
    assertThat(Stream.concat(jars("lib").stream(), jars("lib/standalone").stream()))
        .hasSizeGreaterThan(90)
        .filteredOn(jar -> !jar.startsWith("todoku-"))
        .allSatisfy(
            jar -> assertThat(thirdParty).contains(':' + jar.replaceFirst("-\\d.*", "") + ':'));
    assertThat(thirdParty).doesNotContain("Unknown license");
  }

  @Test
  void thePathOfServicesHasNoBroker() throws IOException {
    assertThat(jars("lib")).noneMatch(jar -> jar.matches("(kafka_|kafka-server|scala|log4j).*"));
    assertThat(jars("lib/standalone")).anyMatch(jar -> jar.startsWith("kafka_2.13"));
  }

  @Test
  void itRunsWithoutTheCheckout() throws Exception {
    Path log =
        Files.writeString(
            home.resolve("mail.log"),
            "Nov 21 10:00:00 mx1 postfix/smtp[1]: 4ABCDEF012: to=<ken@mail.example>,"
                + " relay=mx.mail.example[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0,"
                + " status=sent (250 2.0.0 Ok)\n");
    assertThat(output(home + "/bin/todoku", "parse", "--json", log.toString()))
        .contains("\"recipient\":\"ken@mail.example\"", "\"status\":\"DELIVERED\"");
    assertThat(output(home + "/bin/todoku", "demo", "--help")).contains("--once");
    // The archive is named after the version, and so is its directory.
    assertThat(output(home + "/bin/todoku", "--version"))
        .startsWith(home.getFileName().toString().replaceFirst("-", " ") + "\n");
  }

  /** The demo replays a genuine log and genuine bounce messages. */
  @Test
  void theDemoHasItsSamples() throws IOException {
    assertThat(entries("todoku-bounce-"))
        .anyMatch(entry -> entry.matches("dev/todoku/samples/bounces/.+\\.eml"));
    assertThat(entries("todoku-\\d")).contains("dev/todoku/samples/postfix/mail.log");
  }

  private List<String> entries(String jar) throws IOException {
    String name =
        jars("lib").stream().filter(file -> file.matches(jar + ".*")).findFirst().orElseThrow();
    try (ZipFile zip = new ZipFile(home.resolve("lib").resolve(name).toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private List<String> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
