package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  private static final double BASELINE = .005;

  @ParameterizedTest
  @CsvSource({
    "11, 0, .25, NORMAL",
    "5, 0, .50, NORMAL",
    "10, 0, .25, UNDECIDED",
    "10, 1, .20, UNDECIDED",
    "10, 0, .05, UNDECIDED",
    "70, 0, .05, NORMAL",
    "1, 1, .50, UNDECIDED",
    "2, 2, .50, FAILING",
    "20, 3, .25, FAILING",
    "0, 0, .50, UNDECIDED",
    "5, 5, 1.0, FAILING",
  })
  void tellsThatItHasNoPartInWhatFailsOnlyWhenItIsSure(
      long trials, long failures, double suspected, String expected) {
    Share share = new Share(trials, failures);
    assertThat(share.isNormal(BASELINE, suspected)).isEqualTo(expected.equals("NORMAL"));
    assertThat(share.isFailing(BASELINE, suspected)).isEqualTo(expected.equals("FAILING"));
  }

  @ParameterizedTest
  @CsvSource({"64, 11, .095", "400, 80, .167", "4, 4, 1", "0, 0, 0"})
  void knowsHowLowTheRateMayBe(long trials, long failures, double least) {
    assertThat(new Share(trials, failures).leastRate()).isCloseTo(least, within(.001));
  }
}
