package dev.todoku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.todoku.hop.HopSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TodokuConfigTest {
  @TempDir Path dir;

  @Test
  void worksWithNoConfigurationAtAll() {
    TodokuConfig config = TodokuConfig.load(null, Map.of("HOME", "/home/mika"), Map.of());
    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.applicationId()).isEqualTo("todoku");
    assertThat(config.stateDir()).isEqualTo(Path.of("/home/mika/.local/state/todoku"));
    assertThat(config.processingGuarantee()).isEqualTo("exactly_once_v2");
    assertThat(config.joinWindow()).isEqualTo(Duration.ofDays(8));
    assertThat(config.earlyBounceWait()).isEqualTo(Duration.ofHours(1));
    assertThat(config.bounceLimits()).isEqualTo(new RateLimits(0.05, 0.10, 100));
    assertThat(config.complaintLimits()).isEqualTo(new RateLimits(0.001, 0.003, 1000));
    assertThat(config.postfixSourceIps()).isEmpty();
    assertThat(config.postfixHops()).isEqualTo(HopSettings.NONE);
    assertThat(config.postfixQueueMemory()).isEqualTo(Duration.ofDays(12));
    assertThat(config.postfixZone()).isEqualTo(ZoneId.systemDefault());
    assertThat(config.sendersDayZone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void overridesOutrankTheEnvironmentAndThatOutranksTheFile() throws IOException {
    Path file = write("application.id=file", "http.port=1", "num.stream.threads=3");
    TodokuConfig config =
        TodokuConfig.load(
            file,
            Map.of("TODOKU_APPLICATION_ID", "environment", "TODOKU_HTTP_PORT", "2"),
            Map.of("application.id", "override"));
    assertThat(config.applicationId()).isEqualTo("override");
    assertThat(config.httpPort()).isEqualTo(2);
    assertThat(config.streamThreads()).isEqualTo(3);
  }

  @Test
  void readsListsAndMaps() throws IOException {
    Path file =
        write(
            "intake.postfix.source.ips=mx1=192.0.2.1, mx2=192.0.2.2",
            "intake.postfix.hops.own=10.0.0.0/8,filter.example.net",
            "intake.postfix.hops.relays=smarthost.example.net",
            "intake.postfix.hops.providers=127.0.0.2",
            "intake.postfix.zone=Asia/Tokyo");
    TodokuConfig config = load(file);
    assertThat(config.postfixSourceIps())
        .containsOnly(entry("mx1", "192.0.2.1"), entry("mx2", "192.0.2.2"));
    assertThat(config.postfixHops())
        .isEqualTo(
            new HopSettings(
                List.of("10.0.0.0/8", "filter.example.net"),
                List.of("smarthost.example.net"),
                List.of("127.0.0.2")));
    assertThat(config.postfixZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void readsHowMuchMustHaveHappenedBySenderAndProvider() throws IOException {
    TodokuConfig config =
        load(
            write(
                "detection.min.volume=5",
                "detection.min.volume.by=docomo=50,shop.example=20",
                "detection.min.failures.by=shop.example=2"));
    assertThat(config.detectionMinVolume()).isEqualTo(5);
    assertThat(config.detectionMinFailures()).isEqualTo(1);
    assertThat(config.detectionMinVolumeBy())
        .containsOnly(entry("docomo", 50), entry("shop.example", 20));
    assertThat(config.detectionMinFailuresBy()).containsOnly(entry("shop.example", 2));
    Path wrong = write("detection.min.failures.by=docomo=none");
    assertThatThrownBy(() -> load(wrong)).hasMessageContaining("detection.min.failures.by");
  }

  @Test
  void handsKafkaSettingsToStreamsAndClients() throws IOException {
    Path file =
        write("kafka.security.protocol=SSL", "kafka.producer.linger.ms=7", "kafka.client.id=x");
    TodokuConfig config =
        TodokuConfig.load(file, Map.of("TODOKU_KAFKA_CLIENT_RACK", "tokyo-1"), Map.of());
    assertThat(config.kafkaSettings())
        .containsOnly(
            entry("bootstrap.servers", "localhost:9092"),
            entry("security.protocol", "SSL"),
            entry("producer.linger.ms", "7"),
            entry("client.rack", "tokyo-1"),
            entry("client.id", "x"));
    assertThat(config.clientSettings("producer"))
        .contains(entry("linger.ms", "7"))
        .doesNotContainKey("producer.linger.ms");
    assertThat(config.clientSettings("consumer")).doesNotContainKey("linger.ms");
  }

  @Test
  void fetchesSecretsFromFiles() throws IOException {
    Path secrets = Files.writeString(dir.resolve("secrets"), "password=s3cret\n");
    TodokuConfig config = load(write("kafka.ssl.key.password=${file:" + secrets + ":password}"));
    assertThat(config.kafkaSettings()).contains(entry("ssl.key.password", "s3cret"));
  }

  @Test
  void fetchesValuesFromTheEnvironment() throws IOException {
    Map.Entry<String, String> variable = System.getenv().entrySet().iterator().next();
    TodokuConfig config = load(write("kafka.x=${env:" + variable.getKey() + "}"));
    assertThat(config.kafkaSettings()).contains(entry("x", variable.getValue()));
  }

  @Test
  void saysWhatAnUnknownKeyWasMeantToBe() throws IOException {
    Path file = write("bootstrap.server=a:1");
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "unknown key bootstrap.server in " + file + "; did you mean bootstrap.servers?");
    assertThatThrownBy(() -> TodokuConfig.load(null, Map.of(), Map.of("zzzzzz", "1")))
        .hasMessageStartingWith("unknown key zzzzzz (");
  }

  @Test
  void findsSlipsInTheEnvironmentButIgnoresVariablesOfOthers() {
    assertThatThrownBy(
            () -> TodokuConfig.load(null, Map.of("TODOKU_BOOTSTRAP_SERVER", "a:1"), Map.of()))
        .hasMessageContaining("did you mean TODOKU_BOOTSTRAP_SERVERS?");
    Map<String, String> kubernetes =
        Map.of(
            "TODOKU_SERVICE_HOST", "10.0.0.1",
            "TODOKU_PORT", "tcp://10.0.0.1:8080",
            "TODOKU_SERVICE_PORT", "8080",
            "TODOKU_PORT_8080_TCP_PORT", "8080");
    assertThat(TodokuConfig.load(null, kubernetes, Map.of()).httpPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "topics.partitions, 0",
    "topics.replication.factor, 0",
    "processing.guarantee, exactly_once",
    "num.stream.threads, many",
    "join.window.ms, -1",
    "senders.bounce.rate.advice, 5",
    "senders.day.zone, Mars/Olympus",
    "intake.postfix.source.ips, mx1",
    "application.id, a b",
    "http.port, 70000",
  })
  void refusesInvalidValuesInOneLineThatNamesTheKey(String key, String value) {
    assertThatThrownBy(() -> TodokuConfig.load(null, Map.of(), Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> load(dir.resolve("absent.properties")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("absent.properties");
  }

  private TodokuConfig load(Path file) {
    return TodokuConfig.load(file, Map.of(), Map.of());
  }

  private Path write(String... lines) throws IOException {
    return Files.write(dir.resolve("todoku.properties"), List.of(lines));
  }
}
