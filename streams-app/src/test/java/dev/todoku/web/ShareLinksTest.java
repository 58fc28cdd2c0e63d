package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareLinksTest {
  private static final long NOW = 1_795_262_400_000L;
  private static final long LATER = NOW + 1;

  private final ShareLinks links = ShareLinks.of(Optional.of("correct-horse-battery"));

  @Test
  void allInstancesWithTheTokenKnowALinkUntilItEnds() {
    String signature = links.sign("m@shop.test", "a@b.test", LATER);
    ShareLinks other = ShareLinks.of(Optional.of("correct-horse-battery"));
    assertThat(other.isValid("m@shop.test", "a@b.test", LATER, signature, NOW)).isTrue();
    assertThat(other.isValid("m@shop.test", "a@b.test", LATER, signature, LATER)).isFalse();
  }

  @Test
  void aLinkIsForOneAnswerAndCannotBeMadeLonger() {
    String signature = links.sign("m@shop.test", "a@b.test", LATER);
    assertThat(links.isValid("n@shop.test", "a@b.test", LATER, signature, NOW)).isFalse();
    assertThat(links.isValid("m@shop.test", "c@b.test", LATER, signature, NOW)).isFalse();
    assertThat(links.isValid("m@shop.testa", "@b.test", LATER, signature, NOW)).isFalse();
    assertThat(links.isValid("m@shop.test", "a@b.test", LATER + 1, signature, NOW)).isFalse();
    assertThat(links.isValid("m@shop.test", "a@b.test", LATER, signature + "x", NOW)).isFalse();
    assertThat(links.isValid("m@shop.test", "a@b.test", LATER, "", NOW)).isFalse();
  }

  @Test
  void anotherTokenAndNoTokenKnowNoneOfThem() {
    String signature = links.sign("m@shop.test", "a@b.test", LATER);
    assertThat(
            ShareLinks.of(Optional.of("another-token-of-16"))
                .isValid("m@shop.test", "a@b.test", LATER, signature, NOW))
        .isFalse();
    ShareLinks own = ShareLinks.of(Optional.empty());
    assertThat(own.isValid("m", "a", LATER, own.sign("m", "a", LATER), NOW)).isTrue();
    assertThat(
            ShareLinks.of(Optional.empty())
                .isValid("m", "a", LATER, own.sign("m", "a", LATER), NOW))
        .isFalse();
  }
}
