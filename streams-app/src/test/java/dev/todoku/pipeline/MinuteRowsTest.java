package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Trial;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.tally.Tally;
import java.nio.file.Path;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteRowsTest {
  @TempDir Path dir;
  private KeyValueStore<String, byte[]> store;
  private MinuteRows rows;

  @BeforeEach
  void open() {
    store = new TestStores(dir).byString();
    rows = new MinuteRows(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void addUpWhatHappensInAMinuteBetweenTheSameThree() {
    rows.add(tally("docomo", at("09:00"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    rows.add(tally("docomo", at("09:00") + 59_999, Tally.Count.ACCEPTED, null, Trial.PASSED));
    rows.add(tally("docomo", at("09:00"), Tally.Count.DEFERRED, Reason.BLOCKED, Trial.REFUSED));
    rows.add(tally("docomo", at("09:00"), Tally.Count.BOUNCED, Reason.BLOCKED, Trial.NOT_COUNTED));
    rows.add(tally("docomo", at("09:00"), Tally.Count.EXPIRED, Reason.EXPIRED, Trial.PASSED));
    ProviderHealth row = rows.close(at("09:01")).get(0);
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
    rows.add(
        new Tally(
            "docomo",
            "192.0.2.10",
            "shop.example",
            at("09:00"),
            Tally.Count.NOTHING,
            true,
            true,
            null,
            Trial.NOT_COUNTED,
            null));
    ProviderHealth row = rows.close(at("09:01")).get(0);
    assertThat(row.withdrawn()).isEqualTo(1);
    assertThat(row.complaints()).isEqualTo(1);
    assertThat(row.attempts()).isZero();
  }

  @Test
  void closeWhatIsOverOldestFirstAndOnlyThat() {
    rows.add(tally("gmail", at("09:02"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    rows.add(tally("gmail", at("09:00"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    rows.add(tally("docomo", at("09:01"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    assertThat(rows.close(at("09:01") + 59_999))
        .extracting(ProviderHealth::minute)
        .containsExactly(at("09:00"));
    assertThat(rows.close(at("09:03")))
        .extracting(ProviderHealth::minute)
        .containsExactly(at("09:01"), at("09:02"));
    assertThat(TestStores.size(store)).isZero();
  }

  @Test
  void aLateEventMakesAFurtherRow() {
    rows.add(tally("docomo", at("09:00"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    rows.close(at("09:01"));
    rows.add(tally("docomo", at("09:00"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    assertThat(rows.close(at("09:05")))
        .singleElement()
        .satisfies(row -> assertThat(row.accepted()).isEqualTo(1));
  }

  @Test
  void comeBackFromTheStoreAfterARestart() {
    rows.add(tally("docomo", at("09:00"), Tally.Count.DEFERRED, Reason.BLOCKED, Trial.REFUSED));
    rows.add(tally("gmail", at("09:00"), Tally.Count.ACCEPTED, null, Trial.PASSED));
    MinuteRows again = new MinuteRows(store);
    again.add(tally("docomo", at("09:00"), Tally.Count.BOUNCED, Reason.BLOCKED, Trial.PASSED));
    ProviderHealth docomo = again.close(at("09:01")).get(0);
    assertThat(docomo.deferred()).isEqualTo(1);
    assertThat(docomo.bounced()).isEqualTo(1);
    assertThat(docomo.attempts()).isEqualTo(2);
    assertThat(docomo.policyRefusals()).isEqualTo(1);
    assertThat(docomo.reasons()).containsEntry(Reason.BLOCKED, 2L);
  }

  private static Tally tally(
      String provider, long time, Tally.Count count, Reason reason, Trial trial) {
    return new Tally(
        provider, "192.0.2.10", "shop.example", time, count, false, false, reason, trial, null);
  }
}
