package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputFrontierTest {
  private static final int PATIENCE_TICKS = 3;

  private final InputFrontier inputs =
      new InputFrontier(List.of("sends", "deliveries"), PATIENCE_TICKS);

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
  void doesNotWaitForATopicThatIsSilent() {
    inputs.hear("deliveries", at("09:15"));
    for (int tick = 1; tick < PATIENCE_TICKS; tick++) {
      inputs.tick();
      inputs.hear("sends", at("09:45"));
      assertThat(inputs.reached()).isEqualTo(at("09:15"));
    }
    inputs.tick();
    inputs.hear("sends", at("09:46"));
    assertThat(inputs.reached()).isEqualTo(at("09:46"));
  }

  @Test
  void waitsAgainForATopicThatIsHeardAgain() {
    beSilent();
    inputs.hear("sends", at("09:45"));
    inputs.hear("deliveries", at("09:50"));
    inputs.hear("sends", at("10:00"));
    assertThat(inputs.reached()).isEqualTo(at("09:50"));
  }

  @Test
  void followsTheTaskWhenAllTopicsAreSilent() {
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:41"));
    inputs.follow(at("09:50"));
    assertThat(inputs.reached()).isEqualTo(at("09:40"));
    beSilent();
    inputs.follow(at("09:50"));
    assertThat(inputs.reached()).isEqualTo(at("09:50"));
  }

  @Test
  void neverGoesBack() {
    inputs.hear("sends", at("09:40"));
    beSilent();
    inputs.follow(at("09:41"));
    inputs.hear("deliveries", at("09:10"));
    assertThat(inputs.reached()).isEqualTo(at("09:41"));
  }

  @Test
  void doesNotWaitForOtherTopics() {
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:41"));
    inputs.hear("found", at("08:00"));
    assertThat(inputs.reached()).isEqualTo(at("09:40"));
    assertThat(inputs.ofLatest()).isEqualTo(at("09:41"));
  }

  private void beSilent() {
    for (int tick = 0; tick < PATIENCE_TICKS; tick++) {
      inputs.tick();
    }
  }
}
