package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {
  private static final long NOW = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 2 Apr 2026 09:05:07 +0900 (JST) | 2026-04-02T00:05:07Z",
        "Thu, 02 Apr 2026 09:05:07 JST        | 2026-04-02T00:05:07Z",
        "2 APR 2026 9:05 -0330                | 2026-04-02T12:35:00Z",
        "Thu, 2 Apr 2026 09:05:60 GMT         | 2026-04-02T09:05:59Z",
        "2 Apr 2026 09:05:07 JSTX             | 2026-04-02T09:05:07Z",
        "2 Apr 2026 09:05:07 +09              | 2026-04-02T09:05:07Z",
        "at 7, 12 2 Apr  2026 09:05:07+0000   | 2026-04-02T09:05:07Z",
      })
  void readsWhatMailServersWrite(String date, Instant time) {
    assertThat(MailDate.sane(date, NOW)).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Thu, 2 Apr",
        "2 Apr 26 09:05:07 +0000",
        "2 Apr 2026 0905",
        "31 Feb 2026 09:05:07 +0000",
        "2 Okt 2026 09:05:07 +0000",
        "2 Apr 2026 09:05:07 +9900",
        "31 Dec 1999 23:59:59 +0000",
        "3 Nov 2026 09:05:07 +0000"
      })
  void tellsNothingOfWhatIsNoDateOrNotCredible(String date) {
    assertThat(MailDate.sane(date, NOW)).isZero();
  }
}
