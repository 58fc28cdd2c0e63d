package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "554 5.7.1 Service unavailable; Client host [192.0.2.20] blocked",
        "550 5.7.1 [192.0.2.20] refused by policy",
        "550-5.7.1 [192.0.2.20 19] suspicious due to the very low reputation of the sending IP address",
        "550 5.7.1 Neither your IP address nor the domain reputation are good"
      })
  void findsTheAddressThatIsTheReason(String text) {
    assertThat(IpWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550-5.7.1 [192.0.2.20 19] suspicious due to the very low reputation of the sending domain",
        "554 5.7.1 192.0.2.20: rejected, domain reputation too low",
        "550 5.7.1 Message refused"
      })
  void findsNoneWhereTheDomainIs(String text) {
    assertThat(IpWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isFalse();
  }
}
