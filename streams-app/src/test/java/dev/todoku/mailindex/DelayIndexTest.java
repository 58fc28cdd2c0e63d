package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayIndexTest {
  private static final Percentage A_FIFTH = Percentage.withPercentage(20);

  @TempDir Path dir;

  @Test
  void saysWithinHowLongAProviderAcceptsMail() {
    Delays delays = new Delays();
    for (int seconds = 1; seconds <= 100; seconds++) {
      delays.add(seconds * 1000L);
    }
    assertThat(delays.percentile(0.5).orElseThrow()).isCloseTo(50_000, A_FIFTH);
    assertThat(delays.percentile(0.95).orElseThrow()).isCloseTo(95_000, A_FIFTH);
    assertThat(Delays.of(delays.toBytes()).percentile(0.99)).isEqualTo(delays.percentile(0.99));
    assertThat(new Delays().percentile(0.5)).isEmpty();
  }

  @Test
  void whatTakesNoTimeTookASecondAndWhatTakesMonthsTenDays() {
    assertThat(new Delays().add(0).percentile(0.5)).hasValue(1000);
    assertThat(new Delays().add(Long.MAX_VALUE).percentile(0.5).orElseThrow())
        .isCloseTo(10L * 24 * 60 * MINUTE, within(24 * 60 * MINUTE));
  }

  @Test
  void anAcceptanceCountsOnceInTheHourInWhichItWas() {
    try (IndexStore store = IndexStore.open(dir)) {
      MailIndex mails = new MailIndex(store, 100);
      DelayIndex delays = new DelayIndex(store);
      SampleMail mail = SampleMail.to("a", "taro@au.test");
      delays.add(mails.add(mail.accepted(NOON, NOON + 90 * MINUTE)));
      delays.add(mails.add(mail.complained(NOON, NOON + 90 * MINUTE, NOON + 95 * MINUTE)));
      store.commit();

      assertThat(delays.of("au.test", NOON, NOON + 120 * MINUTE).count()).isEqualTo(1);
      assertThat(delays.of("au.test", NOON + 120 * MINUTE, NOON + 240 * MINUTE).count()).isZero();
      assertThat(delays.of("docomo.test", NOON, NOON + 120 * MINUTE).count()).isZero();
    }
  }
}
