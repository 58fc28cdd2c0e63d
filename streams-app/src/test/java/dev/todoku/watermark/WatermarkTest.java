package dev.todoku.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {
  private final Watermark watermark = new Watermark(3);

  @Test
  void knowsNothingBeforeAllAreHeard() {
    hear(0, 1_000);
    hear(1, 2_000);
    assertThat(watermark.current()).isZero();
    hear(2, 500);
    assertThat(watermark.current()).isEqualTo(500);
  }

  @Test
  void isWhereTheSlowestIs() {
    hear(0, 1_000);
    hear(1, 2_000);
    hear(2, 500);
    hear(2, 1_500);
    assertThat(watermark.current()).isEqualTo(1_000);
    hear(0, 9_000);
    assertThat(watermark.current()).isEqualTo(1_500);
  }

  @Test
  void doesNotWaitForTheIdle() {
    hear(0, 1_000);
    hear(1, 2_000);
    rest(2, 0);
    assertThat(watermark.current()).isEqualTo(1_000);
    assertThat(watermark.isIdle()).isFalse();
  }

  @Test
  void isWhereTheFurthestIsWhenAllAreIdle() {
    rest(0, 1_000);
    rest(1, 2_000);
    rest(2, 0);
    assertThat(watermark.current()).isEqualTo(2_000);
    assertThat(watermark.isIdle()).isTrue();
  }

  @Test
  void neverGoesBackWhenAnIdleTaskWakesUpInThePast() {
    hear(0, 5_000);
    hear(1, 5_000);
    rest(2, 0);
    hear(2, 1_000);
    assertThat(watermark.current()).isEqualTo(5_000);
    hear(0, 7_000);
    hear(1, 7_000);
    assertThat(watermark.current()).isEqualTo(5_000);
    hear(2, 6_000);
    assertThat(watermark.current()).isEqualTo(6_000);
  }

  @Test
  void waitsForATaskThatIsGoneAndSaysForWhich() {
    hear(0, 5_000);
    hear(1, 6_000);
    watermark.advance(new StageWatermark(2, 4_000, false, 0, "mail.bounces"));
    hear(0, 8_000);
    hear(1, 9_000);
    assertThat(watermark.current()).isEqualTo(4_000);
    assertThat(watermark.heldUpBy()).isEqualTo("mail.bounces");
  }

  @Test
  void progressComesBackFromItsBinaryForm() {
    StageWatermark progress =
        new StageWatermark(7, 1_763_000_000_000L, true, 9_000, "mail.feedback");
    assertThat(StageWatermark.decode(progress.encode())).isEqualTo(progress);
  }

  private void hear(int task, long time) {
    watermark.advance(new StageWatermark(task, time, false, 0, null));
  }

  private void rest(int task, long time) {
    watermark.advance(new StageWatermark(task, time, true, 0, null));
  }
}
