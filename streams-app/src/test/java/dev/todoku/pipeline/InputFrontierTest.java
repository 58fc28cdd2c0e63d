package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputFrontierTest {
  private static final long YEARS_LATER = 3_000_000_000_000L;

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
  void waitsAMinuteForASilentTopicInABacklog() {
    inputs.hear("deliveries", at("09:15"));
    for (int tick = 1; tick < InputFrontier.BACKLOG_PATIENCE_TICKS; tick++) {
      inputs.hear("sends", at("09:45"));
      inputs.tick(at("09:45"), YEARS_LATER, false);
      assertThat(inputs.reached()).isEqualTo(at("09:15"));
    }
    inputs.hear("sends", at("09:46"));
    inputs.tick(at("09:46"), YEARS_LATER, false);
    assertThat(inputs.reached()).isEqualTo(at("09:46"));
  }

  @Test
  void waitsTwoTicksForASilentTopicWhenMailComesAsItHappens() {
    inputs.hear("deliveries", at("09:15"));
    inputs.hear("sends", at("09:16"));
    inputs.tick(at("09:16"), at("09:16"), false);
    assertThat(inputs.reached()).isEqualTo(at("09:15"));
    inputs.hear("sends", at("09:17"));
    inputs.tick(at("09:17"), at("09:17"), false);
    assertThat(inputs.reached()).isEqualTo(at("09:17"));
  }

  @Test
  void goesOnWithTheTaskWhenAllTopicsAreSilent() {
    inputs.hear("sends", at("09:40"));
    inputs.hear("deliveries", at("09:40"));
    inputs.tick(at("09:41"), at("09:41"), false);
    inputs.tick(at("09:42"), at("09:42"), false);
    assertThat(inputs.reached()).isEqualTo(at("09:42"));
  }

  @Test
  void goesOnWithTheTaskWhenThereIsNothingToRead() {
    inputs.hear("sends", at("09:40"));
    inputs.tick(at("09:41"), YEARS_LATER, true);
    assertThat(inputs.reached()).isEqualTo(at("09:41"));
  }

  @Test
  void neverGoesBack() {
    inputs.hear("sends", at("09:40"));
    inputs.tick(at("09:41"), YEARS_LATER, true);
    inputs.hear("deliveries", at("09:10"));
    assertThat(inputs.reached()).isEqualTo(at("09:41"));
  }
}
