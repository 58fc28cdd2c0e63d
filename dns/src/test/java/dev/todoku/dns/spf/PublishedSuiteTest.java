package dev.todoku.dns.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.Ip;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published test suite of RFC 7208; its licence lies beside it. */
class PublishedSuiteTest {
  /** So that a suite that was read by half does not pass. */
  private static final int CASES = 203;

  static List<PublishedSuite.Case> cases() {
    return PublishedSuite.cases();
  }

  @Test
  void shouldReadTheWholeSuite() {
    assertThat(cases()).hasSize(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldFindTheResultOfThePublishedSuite(PublishedSuite.Case test) {
    Ip ip = Ip.parse(test.text("host")).orElseThrow();
    SpfVerdict verdict =
        new SpfEvaluator(test.dns(), InstantSource.system())
            .check(SpfRequest.mailFrom(ip, test.text("mailfrom"), test.text("helo")));
    assertThat(verdict.result().word()).as(verdict.toString()).isIn(test.results());
    String explanation = test.text("explanation");
    if (explanation.equals("DEFAULT")) {
      assertThat(verdict.explanation()).isNull();
    } else if (!explanation.isEmpty()) {
      assertThat(verdict.explanation().toLowerCase(Locale.ROOT))
          .isEqualTo(explanation.toLowerCase(Locale.ROOT));
    }
  }
}
