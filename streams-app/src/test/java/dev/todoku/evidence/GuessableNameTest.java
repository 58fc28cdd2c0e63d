package dev.todoku.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessableNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m4711@shop.example",
        "20261121.4714@shop.example",
        "order-20261121-000000000000000000004714@shop.example",
        // Postfix, with its short and its long queue ids
        "20261128012345.4A1B2C3D4E5F@mx1.shop.example",
        "20261128012345.4cXk2T5fWzz9V7Qx@mx1.shop.example",
        // Sendmail
        "202611280123.6AS1NjQx012345@mx1.shop.example",
        // Exim
        "E1kj3Xf-0001AB-Cd@mx1.shop.example",
        "1kj3Xf-00000001ABC-0Cde@mx1.shop.example",
        // JavaMail
        "1234567890.1.1606438800000.JavaMail.app@host.shop.example",
        // Ruby
        "5fc05f7f2c2b1_3fe4abcd12345678901@app1.mail",
        // UUID version 1: time and address of the machine
        "2f5c9e30-319a-11eb-adc1-0242ac120002@shop.example",
        "newsletter-autumn-2026-subscriber-hanako-docomo@shop.example",
        "NewsletterAutumnSubscriberHanakoDocomoSapporo@shop.example",
        "bounce+hanako=docomo.ne.jp@shop.example",
        "user20261128012345678901234@shop.example",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@shop.example",
        "@shop.example",
        ""
      })
  void whatIsMadeOfTimesCountersAndWordsCanBeGuessed(String name) {
    assertThat(GuessableName.isUnguessable(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // UUID version 4, with and without hyphens
        "7b1c53a8-8a1f-4b5e-9c63-0e5f6d2a4b19@shop.example",
        "0100017f-7b1c53a8-8a1f-4b5e-9c63-0e5f6d2a4b19-000000@eu-west-1.amazonses.example",
        "7b1c53a88a1f4b5e9c630e5f6d2a4b19@shop.example",
        // Python's make_msgid
        "160643880012.1234.12345678901234567890@shop.example",
        "CAK7xQ2mZp9LwT4vRb8YcN3hJ6sDfG1aE5uKqXoWtMiVyBn@mail.gmail.example"
      })
  void randomBitsCannotBeGuessed(String name) {
    assertThat(GuessableName.isUnguessable(name)).isTrue();
  }

  @Test
  void nothingIsNoName() {
    assertThat(GuessableName.isUnguessable(null)).isFalse();
  }

  /** The low side: a name of few random bits is never taken for one of many. */
  @Test
  void fewRandomBitsAreNeverTakenForMany() {
    Random random = new Random(20261128);
    for (int round = 0; round < 20_000; round++) {
      String hex56 = String.format("%014x", random.nextLong() & ((1L << 56) - 1));
      assertThat(GuessableName.isUnguessable(hex56 + "@shop.example")).as(hex56).isFalse();
    }
  }

  @Test
  void mostNamesOfManyRandomBitsAreRecognised() {
    Random random = new Random(20261128);
    int recognised = 0;
    for (int round = 0; round < 10_000; round++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString().replace("-", "");
      recognised += GuessableName.isUnguessable(uuid + "@shop.example") ? 1 : 0;
    }
    assertThat(recognised).isGreaterThan(9_500);
  }
}
