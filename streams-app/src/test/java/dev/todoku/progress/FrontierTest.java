package dev.todoku.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrontierTest {
  private final Frontier frontier = new Frontier(3);

  @Test
  void knowsNothingBeforeAllAreHeard() {
    hear(0, 1_000);
    hear(1, 2_000);
    assertThat(frontier.reached()).isZero();
    hear(2, 500);
    assertThat(frontier.reached()).isEqualTo(500);
  }

  @Test
  void isWhereTheSlowestIs() {
    hear(0, 1_000);
    hear(1, 2_000);
    hear(2, 500);
    hear(2, 1_500);
    assertThat(frontier.reached()).isEqualTo(1_000);
    hear(0, 9_000);
    assertThat(frontier.reached()).isEqualTo(1_500);
  }

  @Test
  void doesNotWaitForTheIdle() {
    hear(0, 1_000);
    hear(1, 2_000);
    rest(2, 0);
    assertThat(frontier.reached()).isEqualTo(1_000);
    assertThat(frontier.isIdle()).isFalse();
  }

  @Test
  void isWhereTheFurthestIsWhenAllAreIdle() {
    rest(0, 1_000);
    rest(1, 2_000);
    rest(2, 0);
    assertThat(frontier.reached()).isEqualTo(2_000);
    assertThat(frontier.isIdle()).isTrue();
  }

  @Test
  void neverGoesBackWhenAnIdleTaskWakesUpInThePast() {
    hear(0, 5_000);
    hear(1, 5_000);
    rest(2, 0);
    hear(2, 1_000);
    assertThat(frontier.reached()).isEqualTo(5_000);
    hear(0, 7_000);
    hear(1, 7_000);
    assertThat(frontier.reached()).isEqualTo(5_000);
    hear(2, 6_000);
    assertThat(frontier.reached()).isEqualTo(6_000);
  }

  @Test
  void waitsForATaskThatIsGoneAndSaysForWhich() {
    hear(0, 5_000);
    hear(1, 6_000);
    frontier.hear(new Progress(2, 4_000, false, 0, "mail.bounces"));
    hear(0, 8_000);
    hear(1, 9_000);
    assertThat(frontier.reached()).isEqualTo(4_000);
    assertThat(frontier.heldUpBy()).isEqualTo("mail.bounces");
  }

  @Test
  void progressComesBackFromItsBinaryForm() {
    Progress progress = new Progress(7, 1_763_000_000_000L, true, 9_000, "mail.feedback");
    assertThat(Progress.decode(progress.encode())).isEqualTo(progress);
  }

  private void hear(int task, long time) {
    frontier.hear(new Progress(task, time, false, 0, null));
  }

  private void rest(int task, long time) {
    frontier.hear(new Progress(task, time, true, 0, null));
  }
}
