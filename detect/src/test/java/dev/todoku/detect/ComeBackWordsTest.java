package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComeBackWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "451 4.7.1 Try again later",
        "450 4.2.0 Please try again in 10 minutes (#4.7.1)",
        "Message temporarily deferred, please come back later.",
        "451 Please retry after 300 seconds"
      })
  void areAllThatAServerSays(String text) {
    assertThat(ComeBackWords.areAll(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "451 4.7.1 Message temporarily deferred",
        "421 4.7.0 Too many messages, try again later",
        "450 4.7.1 Your IP is suspicious, try again later",
        "451 Resources temporarily unavailable. Please try again later [#4.16.5]"
      })
  void areNotWhereItSaysMoreOrDoesNotAsk(String text) {
    assertThat(ComeBackWords.areAll(text)).isFalse();
  }
}
