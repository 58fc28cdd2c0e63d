package dev.todoku.cli.base;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.config.TodokuConfig;
import dev.todoku.config.WrongConfig;
import dev.todoku.testing.SelfSigned;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminConnectionTest {
  @TempDir Path dir;

  @Test
  void namesTheKeyOfAFileThatIsNotThere() {
    Path file = dir.resolve("nowhere.p12");
    assertThatThrownBy(() -> open(file, "secret"))
        .isInstanceOf(WrongConfig.class)
        .hasMessageStartingWith("kafka.ssl.truststore.location " + file + " cannot be used: ");
  }

  @Test
  void namesTheKeyOfAFileWhosePasswordIsWrong() throws Exception {
    Path file = SelfSigned.in(dir).keystore();
    assertThatThrownBy(() -> open(file, "wrong"))
        .isInstanceOf(WrongConfig.class)
        .hasMessageStartingWith("kafka.ssl.truststore.location " + file + " cannot be used: ")
        .hasMessageContaining("password")
        .hasMessageNotContaining("wrong");
  }

  private static void open(Path truststore, String password) {
    AdminConnection.open(
            TodokuConfig.load(
                null,
                Map.of(),
                Map.of(
                    "bootstrap.servers", "127.0.0.1:9",
                    "kafka.security.protocol", "SSL",
                    "kafka.ssl.truststore.type", "PKCS12",
                    "kafka.ssl.truststore.location", truststore.toString(),
                    "kafka.ssl.truststore.password", password)))
        .close();
  }
}
