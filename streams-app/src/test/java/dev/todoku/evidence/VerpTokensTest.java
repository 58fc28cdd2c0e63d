package dev.todoku.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerpTokensTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final VerpTokens TOKENS = new VerpTokens("0123456789abcdef0123456789abcdef");
  private static final String ADDRESS =
      TOKENS.addressOf("bounce@shop.example", HANAKO, "m1@shop.example");

  @Test
  void aTokenStandsBehindTheMailboxAndChecks() {
    assertThat(ADDRESS).matches("bounce\\+[a-z2-7]{16}@shop\\.example");
    assertThat(TOKENS.checks(ADDRESS, HANAKO, "m1@shop.example")).isTrue();
  }

  @Test
  void aTokenIsOfOneRecipientAndOneMessage() {
    assertThat(TOKENS.checks(ADDRESS, "taro@docomo.ne.jp", "m1@shop.example")).isFalse();
    assertThat(TOKENS.checks(ADDRESS, HANAKO, "m2@shop.example")).isFalse();
  }

  @Test
  void aTokenOfAnotherSecretDoesNotCheck() {
    VerpTokens others = new VerpTokens("another-secret-of-32-characters!");

    assertThat(others.checks(ADDRESS, HANAKO, "m1@shop.example")).isFalse();
  }

  @Test
  void caseOfAddressAndTokenDoesNotMatter() {
    assertThat(
            TOKENS.checks(
                ADDRESS.toUpperCase(Locale.ROOT), "Hanako@DOCOMO.ne.jp", "m1@shop.example"))
        .isTrue();
  }

  @Test
  void whatHasNoTokenDoesNotCheck() {
    assertThat(TOKENS.checks(null, HANAKO, "m1@shop.example")).isFalse();
    assertThat(TOKENS.checks("bounce@shop.example", HANAKO, "m1@shop.example")).isFalse();
    assertThat(TOKENS.checks("bounce+hanako=docomo.ne.jp@shop.example", HANAKO, "m1@shop.example"))
        .isFalse();
  }
}
