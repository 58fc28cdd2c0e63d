package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.testing.TestCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate counts for Amazon SNS by the whole of its name. */
class SnsCertificateNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=sns.amazonaws.com, O=Amazon | dns | other.example",
        "CN=other.example | dns | sns.amazonaws.com",
      })
  void takesThatOfAmazonSns(String name, String kind, String alternative) throws Exception {
    byte[] pem = made(name, kind, alternative);

    assertThatCode(() -> SnsCertificate.of(pem)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=sns.amazonaws.com.evil.example | dns | evil.example",
        "CN=evil.example, OU=CN\\=sns.amazonaws.com | dns | evil.example",
        "CN=evil.example, O=sns.amazonaws.com | email | sns.amazonaws.com",
        "CN=evil.example | dns | sns.amazonaws.com.evil.example",
        "OU=sns.amazonaws.com | dns | evil.example",
      })
  void takesNoneWhoseNameOnlyContainsIt(String name, String kind, String alternative)
      throws Exception {
    byte[] pem = made(name, kind, alternative);

    assertThatThrownBy(() -> SnsCertificate.of(pem))
        .hasMessage("it is not that of sns.amazonaws.com");
  }

  private static byte[] made(String name, String kind, String alternative) throws Exception {
    return TestCertificate.of(name).alternative(kind, alternative).selfSigned().pem();
  }
}
