package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputFrontierTest {
  private static final int TICKS_OF_A_MINUTE = 12;

  private final InputFrontier inputs = new InputFrontier(List.of("sends", "deliveries"));

  @Test
  void isAsFarAsTheSlowestTopic() {
    inputs.hear("sends", at("09:40"));
    assertThat(inputs.reached()).isZero();
    inputs.hear("deliveries", at("09:15"));
    assertThat(inputs.reached()).isEqualTo(at("09:15"));
    inputs.hear("deliveries", at("10:00"));
    assertThat(inputs.reached()).isEqualTo(at("09:40"));
  }

  @Test
  void knowsHowFarTheTopicOfTheLatestRecordIs() {
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:15"));
    inputs.hear("deliveries", at("09:10"));
    assertThat(inputs.ofLatest()).isEqualTo(at("09:15"));
  }

  @Test
  void doesNotWaitForATopicThatHasBeenSilentForAMinute() {
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:15"));
    for (int tick = 1; tick < TICKS_OF_A_MINUTE; tick++) {
      inputs.hear("sends", at("09:45"));
      inputs.tick(at("09:45"), false);
      assertThat(inputs.reached()).isEqualTo(at("09:15"));
    }
    inputs.hear("sends", at("09:46"));
    inputs.tick(at("09:46"), false);
    assertThat(inputs.reached()).isEqualTo(at("09:46"));
  }

  @Test
  void goesOnWithTheTaskWhenThereIsNothingToRead() {
    inputs.hear("sends", at("09:40"));
    inputs.tick(at("09:41"), true);
    assertThat(inputs.reached()).isEqualTo(at("09:41"));
  }

  @Test
  void neverGoesBack() {
    inputs.hear("sends", at("09:40"));
    inputs.tick(at("09:41"), true);
    inputs.hear("deliveries", at("09:10"));
    assertThat(inputs.reached()).isEqualTo(at("09:41"));
  }

  @Test
  void leavesOutTopicsThatHaveNoHalves() {
    inputs.hear("feedback", at("09:00"));
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:15"));
    assertThat(inputs.reached()).isEqualTo(at("09:15"));
  }
}
