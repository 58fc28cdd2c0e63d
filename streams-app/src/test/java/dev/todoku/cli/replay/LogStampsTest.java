package dev.todoku.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogStampsTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final LogStamps stamps = before("2026-11-22T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Nov 21 20:47:43 mx postfix/qmgr[332]: x           | 2026-11-21T11:47:43Z     | mx
          Nov  2 20:47:43 mx.example.net postfix/qmgr[1]: x | 2026-11-02T11:47:43Z     | mx.example.net
          <22>Nov 21 20:47:43 mx postfix/qmgr[332]: x       | 2026-11-21T11:47:43Z     | mx
          2026-11-21T20:58:31.844541+09:00 vm postfix/x: y  | 2026-11-21T11:58:31.844Z | vm
          2026-11-21T20:58:31Z vm postfix/x: y              | 2026-11-21T20:58:31Z     | vm
          2026-11-21 20:58:31,5 vm postfix/x: y             | 2026-11-21T11:58:31.5Z   | vm
          2026-11-21T20:58:31+0000 vm postfix/x: y          | 2026-11-21T20:58:31Z     | vm
          {"log":"x","message":"Nov 21 20:47:43 mx postfix: y"} | 2026-11-21T11:47:43Z | mx
          <22>1 2026-11-21T20:58:31Z vm postfix - - y       | 2026-11-21T20:58:31Z     | vm
          {"ts":"2026-11-21T20:58:31Z","host":"vm","msg":"y"} | 2026-11-21T20:58:31Z   | vm
          {"@timestamp":"2026-11-21T20:58:31Z","hostname":"vm"} | 2026-11-21T20:58:31Z | vm
          {"timestamp":"Nov 21 20:47:43","host":"mx"}       | 2026-11-21T11:47:43Z     | mx
          """)
  void readsEachFraming(String line, Instant time, String host) {
    assertThat(stamps.of(line)).contains(new LogStamp(time.toEpochMilli(), host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- Journal begins at Sat",
        "Foo 21 20:47:43 mx x",
        "Feb 30 20:47:43 mx x",
        "Nov 21 25:47:43 mx x",
        "2026-13-21T20:58:31Z vm x",
        "{\"ts\":",
        "{\"ts\":1,\"host\":\"vm\"}",
        "{}"
      })
  void readsNothingFromOtherLines(String line) {
    assertThat(stamps.of(line)).isEmpty();
  }

  @Test
  void aDateAfterTheFileWasWrittenIsOfTheYearBefore() {
    LogStamps january = before("2027-01-03T00:00:00Z");
    assertThat(dates(january, "Dec 31 23:00:00", "Jan  2 10:00:00"))
        .containsExactly("2026-12-31T14:00:00Z", "2027-01-02T01:00:00Z");
  }

  @Test
  void aGivenYearGoesOnInJanuary() {
    LogStamps given = new LogStamps(BsdYears.from(2024, TOKYO));
    assertThat(dates(given, "Dec 31 23:59:59", "Jan  1 00:00:00"))
        .containsExactly("2024-12-31T14:59:59Z", "2024-12-31T15:00:00Z");
  }

  @Test
  void aGivenYearBearsLinesInReverse() {
    LogStamps given = new LogStamps(BsdYears.from(2025, TOKYO));
    assertThat(dates(given, "Jan  1 09:00:00", "Dec 31 09:00:00"))
        .containsExactly("2025-01-01T00:00:00Z", "2024-12-31T00:00:00Z");
  }

  private static LogStamps before(String modifiedAt) {
    return new LogStamps(BsdYears.before(Instant.parse(modifiedAt).toEpochMilli(), TOKYO));
  }

  @Test
  void theHourThatSummerTimeRepeatsIsTheSecondWhereTheFirstIsOver() {
    LogStamps berlin = new LogStamps(BsdYears.from(2026, ZoneId.of("Europe/Berlin")));
    assertThat(berlin.of("Oct 25 02:50:00 mx1 x").orElseThrow().time())
        .isEqualTo(Instant.parse("2026-10-25T00:50:00Z").toEpochMilli());
    assertThat(berlin.of("Oct 25 02:10:01 mx1 x").orElseThrow().time())
        .isEqualTo(Instant.parse("2026-10-25T01:10:01Z").toEpochMilli());
  }

  private static Stream<String> dates(LogStamps stamps, String... dates) {
    return Stream.of(dates)
        .map(date -> stamps.of(date + " mx postfix: x").orElseThrow().time())
        .map(time -> Instant.ofEpochMilli(time).toString());
  }
}
