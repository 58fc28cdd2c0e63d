package dev.todoku.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Address;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final Pseudonyms pseudonyms = new Pseudonyms(KEY, Address.DEFAULT);

  /** As {@code printf hanako@docomo.ne.jp | openssl dgst -sha256 -hmac KEY} says. */
  @Test
  void isADigestAndTheDomain() {
    assertThat(pseudonyms.of("hanako@docomo.ne.jp"))
        .isEqualTo("p-e87a4fc8bf0704750f56ddee0a389311@docomo.ne.jp");
  }

  @Test
  void isTheSameHoweverTheAddressIsWritten() {
    assertThat(pseudonyms.of("<Hanako@DOCOMO.ne.jp>"))
        .isEqualTo(pseudonyms.of("hanako@docomo.ne.jp"));
  }

  @Test
  void isAnotherWithAnotherKey() {
    assertThat(new Pseudonyms(KEY + "x", Address.DEFAULT).of("hanako@docomo.ne.jp"))
        .isNotEqualTo(pseudonyms.of("hanako@docomo.ne.jp"));
  }

  @Test
  void staysWhatItIs() {
    String pseudonym = pseudonyms.of("hanako@docomo.ne.jp");
    assertThat(pseudonyms.of(pseudonym)).isEqualTo(pseudonym);
  }

  @Test
  void standsForWhatHasNoDomain() {
    assertThat(pseudonyms.of("root")).matches("p-[0-9a-f]{32}");
  }
}
