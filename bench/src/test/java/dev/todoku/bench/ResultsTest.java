package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final RoundFigures PIPELINE = figures(TodokuContender.NAME, 0, 20, 8, 2, 0);
  private static final RoundFigures COPY = figures(PlainCopy.NAME, 0, 5, 3, 1, 0);
  private static final RoundFigures AT_A_MILLION =
      figures(TodokuContender.NAME, 1_000_000, 40, 10, 2.5, 0);

  @Test
  void shouldCompareThePipelineWithItsPeersAndWithItselfAtNoOpenMessages() {
    assertThat(new Results(List.of(PIPELINE, COPY, AT_A_MILLION)).ratios())
        .containsExactly(
            new Results.Ratio("pipeline / copy", 0.4, 0.25),
            new Results.Ratio("pipeline at 1000000 open / at 0", 0.8, 0.5));
  }

  @Test
  void shouldCallTheResultsCorrectOnlyWhenNoRoundIsWrong() {
    RoundFigures wrong = figures(StockJoin.NAME, 0, 1, 1, 1, 1);

    assertThat(new Results(List.of(PIPELINE, COPY)).areCorrect()).isTrue();
    assertThat(new Results(List.of(PIPELINE, wrong)).areCorrect()).isFalse();
  }

  private static RoundFigures figures(
      String contender, long open, double seconds, double cpu, double brokerCpu, long wrong) {
    return new RoundFigures(
        contender, open, 1_000, 2_000, seconds, cpu, brokerCpu, 1, Map.of(), Map.of(), wrong);
  }
}
