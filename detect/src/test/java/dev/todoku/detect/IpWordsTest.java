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
        "550-5.7.1 [192.0.2.20 18] Our system has detected that this message is suspicious due to the"
            + " nature of its content, and 192.0.2.20 is listed",
        "550-5.7.1 [192.0.2.20 18] Gmail has detected an unusual rate of unsolicited mail originating"
            + " from your IP address",
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
        "550-5.7.1 [192.0.2.20      18] Gmail has detected that this message is 550-5.7.1 likely"
            + " unsolicited mail",
        "550-5.7.1 [2001:db8::20      18] Our system has detected that this message is likely"
            + " unsolicited mail",
        "550 5.7.1 Message refused"
      })
  void findsNoneWhereTheDomainOrTheMessageIs(String text) {
    assertThat(IpWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isFalse();
  }
}
