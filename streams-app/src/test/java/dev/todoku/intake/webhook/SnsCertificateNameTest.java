package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate counts for Amazon SNS by the whole of its name. */
class SnsCertificateNameTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=sns.amazonaws.com, O=Amazon | dns:other.example",
        "CN=other.example | dns:sns.amazonaws.com",
      })
  void takesThatOfAmazonSns(String name, String alternative) throws Exception {
    byte[] pem = made(name, alternative);

    assertThatCode(() -> SnsCertificate.of(pem)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=sns.amazonaws.com.evil.example | dns:evil.example",
        "CN=evil.example, OU=CN\\=sns.amazonaws.com | dns:evil.example",
        "CN=evil.example, O=sns.amazonaws.com | email:sns.amazonaws.com",
        "CN=evil.example | dns:sns.amazonaws.com.evil.example",
        "OU=sns.amazonaws.com | dns:evil.example",
      })
  void takesNoneWhoseNameOnlyContainsIt(String name, String alternative) throws Exception {
    byte[] pem = made(name, alternative);

    assertThatThrownBy(() -> SnsCertificate.of(pem))
        .hasMessage("it is not that of sns.amazonaws.com");
  }

  private byte[] made(String name, String alternative) throws IOException, InterruptedException {
    return Files.readAllBytes(SelfSigned.of(dir, name, alternative).certificate());
  }
}
