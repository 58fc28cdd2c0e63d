package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 4.7.28 Gmail has detected an unusual rate of mail originating from your IP address",
        "451 4.7.1 Too many messages from your address, slow down",
        "450 4.7.1 Error: too much mail from 192.0.2.9",
        "451 4.7.652 The mail server [192.0.2.9] has exceeded the maximum number of connections",
        "421 Trop de connexions, veuillez verifier votre configuration",
        "421 同時接続数が多すぎます",
        "421 4.7.0 Too many concurrent connections from your host",
        "421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume"
      })
  void findsWordsAboutTheRate(String text) {
    assertThat(RateWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 4.7.0 IP not accepted due to bad reputation",
        "421 4.7.0 Too many messages, try again later",
        "421 4.7.0 [TS01] Messages temporarily deferred due to user complaints",
        "451 4.7.1 Greylisting in action, please come back later"
      })
  void findsNoneWhereTheSenderIsDoubted(String text) {
    assertThat(RateWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isFalse();
  }
}
