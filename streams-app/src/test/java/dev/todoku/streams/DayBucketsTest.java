package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.topology.TestStores;
import dev.todoku.wire.MessageKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayBucketsTest {
  private static final Duration WINDOW = Duration.ofDays(8);
  private static final Bytes KEY = MessageKey.of("m1@shop.example", "hanako@docomo.ne.jp");
  private static final Bytes OTHER = MessageKey.of("m1@shop.example", "taro@docomo.ne.jp");

  @TempDir Path dir;
  private WindowStore<Bytes, byte[]> store;
  private DayBuckets buckets;

  @BeforeEach
  void open() {
    store = new TestStores(dir).buckets(WINDOW);
    buckets = new DayBuckets(store, WINDOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsAKeyFromAnyDayOfTheWindow() {
    create(KEY, "a", at("23:59"));
    assertThat(find(at("23:59"), at("23:59"))).contains("a");
    assertThat(find(at(8, "23:59"), at(8, "23:59"))).contains("a");
    assertThat(find(at(10, "00:00"), at(10, "00:00"))).contains("a");
    assertThat(find(at(11, "00:00"), at(11, "00:00"))).isEmpty();
  }

  @Test
  void findsAKeyThatWasHeardOfAfterwards() {
    create(KEY, "a", at(3, "09:00"));
    assertThat(find(at("09:00"), at(3, "09:00"))).contains("a");
  }

  @Test
  void whatWasHeardOfSinceATimeLiesInADayFromThereToTomorrow() {
    create(KEY, "a", at(2, "00:00"));
    long[] days = DayBuckets.days(at(1, "09:00"), at(2, "10:00"));
    assertThat(days).containsExactly(at(1, "00:00"), at(2, "00:00"), at(3, "00:00"));
    assertThat(Arrays.stream(days).mapToObj(day -> store.fetch(KEY, day)))
        .filteredOn(Objects::nonNull)
        .containsExactly("a".getBytes(StandardCharsets.UTF_8));
    assertThat(DayBuckets.days(-1, 0)[0]).isZero();
  }

  @Test
  void firstWordsAreLookedForOnTheirDayAndJustAfterMidnightOnTheDayBefore() {
    create(KEY, "a", at("23:50"));
    assertThat(findFromStart(at("00:10"))).contains("a");
    assertThat(findFromStart(at(1, "00:10"))).contains("a");
    assertThat(findFromStart(at(1, "01:00"))).isEmpty();
  }

  @Test
  void firstWordsThatComeLateFindWhatWasHeardBefore() {
    create(KEY, "a", at(2, "09:00"));
    assertThat(buckets.findFromStart(KEY, at("09:00"), at(2, "09:00"))).isPresent();
  }

  @Test
  void replacingKeepsTheDay() {
    create(KEY, "a", at("09:00"));
    DayBuckets.Slot slot = buckets.find(KEY, at(5, "09:00"), at(5, "09:00")).orElseThrow();
    buckets.replace(KEY, bytes("b"), slot);
    assertThat(slot.day()).isEqualTo(at("00:00"));
    assertThat(find(at("09:00"), at(5, "09:00"))).contains("b");
    assertThat(buckets.between(KEY, KEY, at("09:00"))).hasSize(1);
  }

  @Test
  void allRecipientsOfAMessageLieTogether() {
    create(KEY, "a", at("09:00"));
    create(OTHER, "b", at(1, "09:00"));
    create(MessageKey.of("m2@shop.example", "hanako@docomo.ne.jp"), "c", at("09:00"));
    assertThat(
            buckets.between(
                MessageKey.first("m1@shop.example"),
                MessageKey.last("m1@shop.example"),
                at(1, "10:00")))
        .containsOnlyKeys(KEY, OTHER);
  }

  @Test
  void saysWhatIsTooOldToBeFoundAgain() {
    assertThat(buckets.isForgotten(at("00:00"), at(10, "23:59"))).isFalse();
    assertThat(buckets.isForgotten(at("23:59"), at(11, "00:00"))).isTrue();
  }

  @Test
  void forgetsByTheDay() {
    create(KEY, "a", at("09:00"));
    create(OTHER, "b", at(40, "09:00"));
    assertThat(find(at("09:00"), at(40, "09:00"))).isEmpty();
  }

  private void create(Bytes key, String value, long time) {
    buckets.create(key, bytes(value), time);
  }

  private Optional<String> find(long time, long now) {
    return buckets.find(KEY, time, now).map(DayBucketsTest::text);
  }

  private Optional<String> findFromStart(long time) {
    return buckets.findFromStart(KEY, time, time).map(DayBucketsTest::text);
  }

  private static String text(DayBuckets.Slot slot) {
    return new String(slot.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
