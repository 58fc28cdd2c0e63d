package dev.todoku.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FatesTest {
  private static final long BEGIN = 1_795_000_000_000L;
  private static final long HOUR = 3_600_000;

  @Test
  void closingMailIsDeliveredAndCountedInItsMinute() {
    Fates fates = new Fates();
    long minute = BEGIN / 60_000 * 60_000;
    ClosingMail.at(minute, fates);
    assertThat(fates.outcomes())
        .hasSize(ClosingMail.COUNT)
        .containsEntry(
            "closing." + minute + ".3@closing.example to closing@d3.example",
            "DELIVERED sent=" + (minute + 3) + " delivered=" + (minute + 4) + " bounced=0");
    assertThat(fates.counts())
        .isEqualTo(Map.of(minute + " 198.51.100.200 closing.example accepted", 60L));
  }

  @Test
  void theSameSeedMakesTheSameLedgerWithDuplicatesAndLateBounces() {
    Fates fates = new Fates();
    List<InputRecord> records = ledger(fates);
    Fates again = new Fates();
    assertThat(ledger(again)).hasSameSizeAs(records);
    assertThat(again.outcomes()).isEqualTo(fates.outcomes());
    long distinct =
        records.stream().map(entry -> new String(entry.value(), UTF_8)).distinct().count();
    assertThat(distinct).isLessThan(records.size());
    assertThat(fates.outcomes().values())
        .anyMatch(text -> text.matches("BOUNCED .* delivered=[1-9].*"))
        .anyMatch(text -> text.startsWith("BOUNCED") && text.contains("delivered=0"))
        .anyMatch(text -> text.startsWith("DELIVERED"));
  }

  @Test
  void differencesNameWhatIsMissingAndWhatIsTooMuch() {
    assertThat(Comparison.differences(Map.of("a", 1, "b", 2), Map.of("b", 3, "c", 4)))
        .containsExactly(
            "a: expected 1 but was null", "b: expected 2 but was 3", "c: expected null but was 4");
  }

  private static List<InputRecord> ledger(Fates fates) {
    LedgerTraffic traffic = new LedgerTraffic(3, fates, 60 * HOUR);
    List<InputRecord> records = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      records.addAll(traffic.message(number, BEGIN + number * 1_000L));
    }
    return records;
  }
}
