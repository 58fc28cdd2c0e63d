package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Figure;
import dev.todoku.providers.MinuteRow;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.ProviderDelta;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMinutesTest {
  private static final Set<Figure> PASSED = Set.of(Figure.ATTEMPTS);
  private static final Set<Figure> REFUSED = Set.of(Figure.ATTEMPTS, Figure.REFUSALS);

  @TempDir Path dir;
  private KeyValueStore<String, byte[]> store;
  private OpenMinutes<MinuteRow> rows;

  @BeforeEach
  void openStore() {
    store = new TestStores(dir).byString();
    rows = open(store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void addUpWhatHappensInAMinuteBetweenTheSameThree() {
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    add(rows, tally("docomo", at("09:00") + 59_999, ProviderDelta.Count.ACCEPTED, null, PASSED));
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.DEFERRED, Reason.BLOCKED, REFUSED));
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.BOUNCED, Reason.BLOCKED, Set.of()));
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.EXPIRED, Reason.EXPIRED, PASSED));
    ProviderHealth row = close(rows, at("09:01")).get(0);
    assertThat(row.minute()).isEqualTo(at("09:00"));
    assertThat(row.accepted()).isEqualTo(2);
    assertThat(row.deferred()).isEqualTo(1);
    assertThat(row.bounced()).isEqualTo(1);
    assertThat(row.expired()).isEqualTo(1);
    assertThat(row.attempts()).isEqualTo(4);
    assertThat(row.policyRefusals()).isEqualTo(1);
    assertThat(row.reasons()).containsEntry(Reason.BLOCKED, 2L).containsEntry(Reason.EXPIRED, 1L);
  }

  @Test
  void countWhatIsWithdrawnAndComplaints() {
    add(
        rows,
        ProviderDelta.builder("docomo", at("09:00"))
            .sourceIp("192.0.2.10")
            .fromDomain("shop.example")
            .batch("")
            .withdrawn(true)
            .complaint(true)
            .build());
    ProviderHealth row = close(rows, at("09:01")).get(0);
    assertThat(row.withdrawn()).isEqualTo(1);
    assertThat(row.complaints()).isEqualTo(1);
    assertThat(row.attempts()).isZero();
  }

  @Test
  void closeWhatIsOverOldestFirstAndOnlyThat() {
    add(rows, tally("gmail", at("09:02"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    add(rows, tally("gmail", at("09:00"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    add(rows, tally("docomo", at("09:01"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    assertThat(close(rows, at("09:01") + 59_999))
        .extracting(ProviderHealth::minute)
        .containsExactly(at("09:00"));
    assertThat(close(rows, at("09:03")))
        .extracting(ProviderHealth::minute)
        .containsExactly(at("09:01"), at("09:02"));
    assertThat(TestStores.size(store)).isZero();
  }

  @Test
  void aLateEventMakesAFurtherRow() {
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    close(rows, at("09:01"));
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    assertThat(close(rows, at("09:05")))
        .singleElement()
        .satisfies(row -> assertThat(row.accepted()).isEqualTo(1));
  }

  @Test
  void comeBackFromTheStoreAfterARestart() {
    add(rows, tally("docomo", at("09:00"), ProviderDelta.Count.DEFERRED, Reason.BLOCKED, REFUSED));
    add(rows, tally("gmail", at("09:00"), ProviderDelta.Count.ACCEPTED, null, PASSED));
    OpenMinutes<MinuteRow> again = open(store);
    add(again, tally("docomo", at("09:00"), ProviderDelta.Count.BOUNCED, Reason.BLOCKED, PASSED));
    ProviderHealth docomo = close(again, at("09:01")).get(0);
    assertThat(docomo.deferred()).isEqualTo(1);
    assertThat(docomo.bounced()).isEqualTo(1);
    assertThat(docomo.attempts()).isEqualTo(2);
    assertThat(docomo.policyRefusals()).isEqualTo(1);
    assertThat(docomo.reasons()).containsEntry(Reason.BLOCKED, 2L);
  }

  private static OpenMinutes<MinuteRow> open(KeyValueStore<String, byte[]> store) {
    return new OpenMinutes<>(store, MinuteRow::encode, MinuteRow::decode);
  }

  private static void add(OpenMinutes<MinuteRow> rows, ProviderDelta delta) {
    rows.change(
        OpenMinutes.minuteOf(delta.time()),
        MinuteRow.keyOf(delta),
        row -> (row == null ? MinuteRow.startingWith(delta) : row).plus(delta));
  }

  private static List<ProviderHealth> close(OpenMinutes<MinuteRow> rows, long time) {
    return rows.takeOver(time).stream().map(MinuteRow::toHealth).toList();
  }

  private static ProviderDelta tally(
      String provider, long time, ProviderDelta.Count count, Reason reason, Set<Figure> figures) {
    return ProviderDelta.builder(provider, time)
        .sourceIp("192.0.2.10")
        .fromDomain("shop.example")
        .batch("")
        .count(count)
        .reason(reason)
        .figures(figures)
        .build();
  }
}
