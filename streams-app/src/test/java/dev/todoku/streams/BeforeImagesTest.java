package dev.todoku.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.Mail;
import dev.todoku.topology.TestStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeforeImagesTest {
  private static final long NINE = Mail.at("09:00");
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  @TempDir Path first;
  @TempDir Path second;
  private KeyValueStore<String, byte[]> store;
  private WindowStore<String, byte[]> windows;
  private BeforeImages images;
  private BeforeImages.Revertible entries;

  @BeforeEach
  void open() {
    store = new TestStores(first).byString();
    windows = new TestStores(second).beforeImages(Duration.ofHours(2));
    images = new BeforeImages(windows);
    entries = images.over("entries", store);
  }

  @AfterEach
  void close() {
    store.close();
    windows.close();
  }

  @Test
  void putBackWhatAnEntryWasAtTheStartOfTheHour() {
    put("docomo", NINE - MINUTE, "a", "before");
    put("docomo", NINE + MINUTE, "a", "after");
    put("docomo", NINE + HOUR, "a", "long after");
    put("docomo", NINE + HOUR, "b", "new");
    images.rollback("docomo", NINE);
    assertThat(get("a")).isEqualTo("before");
    assertThat(get("b")).isNull();
  }

  @Test
  void leaveOtherSubjectsAsTheyAre() {
    put("docomo", NINE, "a", "docomo");
    put("gmail", NINE, "b", "gmail");
    images.rollback("docomo", NINE);
    assertThat(get("a")).isNull();
    assertThat(get("b")).isEqualTo("gmail");
  }

  @Test
  void nameWhatWasPutBack() {
    List<String> putBack = new ArrayList<>();
    entries.onPutBack(putBack::add);
    put("docomo", NINE, "a", "1");
    put("docomo", NINE + HOUR, "b", "2");
    images.rollback("docomo", NINE + HOUR);
    assertThat(putBack).containsExactly("b");
  }

  @Test
  void putBackTheSameAgainAfterOtherWritesAndARestart() {
    Random random = new Random(3);
    Map<Long, Map<String, String>> atHour = new HashMap<>();
    Map<String, String> now = new HashMap<>();
    for (int round = 0; round < 30; round++) {
      int from = round == 0 ? 0 : random.nextInt(4);
      if (round > 0) {
        images.rollback("docomo", NINE + from * HOUR);
        now = new HashMap<>(atHour.get(NINE + from * HOUR));
        assertThat(stored()).as("round %d", round).isEqualTo(now);
      }
      for (long hour = NINE + from * HOUR; hour < NINE + 4 * HOUR; hour += HOUR) {
        atHour.put(hour, new HashMap<>(now));
        for (int write = 0; write < 5; write++) {
          String key = "k" + random.nextInt(6);
          images.at("docomo", hour + write * MINUTE);
          if (random.nextInt(4) == 0) {
            entries.delete(key);
            now.remove(key);
          } else {
            String value = Integer.toString(random.nextInt());
            entries.put(key, value.getBytes(UTF_8));
            now.put(key, value);
          }
        }
        if (random.nextInt(3) == 0) {
          images = new BeforeImages(windows);
          entries = images.over("entries", store);
        }
      }
    }
  }

  private Map<String, String> stored() {
    Map<String, String> stored = new HashMap<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> stored.put(entry.key, new String(entry.value, UTF_8)));
    }
    return stored;
  }

  private void put(String subject, long time, String key, String value) {
    images.at(subject, time);
    entries.put(key, value.getBytes(UTF_8));
  }

  private String get(String key) {
    byte[] value = entries.get(key);
    return value == null ? null : new String(value, UTF_8);
  }
}
