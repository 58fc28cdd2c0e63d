package dev.todoku.mailindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexStoreTest {
  private static final byte[] PREFIX = IndexKey.of(IndexTable.CHANGE).bytes();

  @TempDir Path dir;

  @Test
  void readersSeeWhatIsCommittedAndTheWriterWhatItWrote() {
    try (IndexStore store = IndexStore.open(dir)) {
      store.put(key(2), IndexNumber.of(2));
      assertThat(store.get(key(2))).isEmpty();
      assertThat(store.latest(key(2)).map(IndexNumber::in)).hasValue(2L);
      store.commit();
      assertThat(store.get(key(2)).map(IndexNumber::in)).hasValue(2L);
      store.delete(key(2));
      assertThat(store.latest(key(2))).isEmpty();
      assertThat(store.get(key(2))).isPresent();
      store.rollback();
      assertThat(store.latest(key(2))).isPresent();
    }
  }

  @Test
  void theEndsOfATableAreThoseOfWhatTheWriterHas() {
    try (IndexStore store = IndexStore.open(dir)) {
      assertThat(store.first(PREFIX)).isEmpty();
      for (long number : List.of(3L, 5L, 7L)) {
        store.put(key(number), IndexNumber.of(number));
      }
      store.commit();
      assertThat(ends(store)).containsExactly(3L, 7L);
      store.put(key(1), IndexNumber.of(1));
      store.put(key(9), IndexNumber.of(9));
      assertThat(ends(store)).containsExactly(1L, 9L);
      store.rollback();
      store.delete(key(3));
      store.delete(key(7));
      store.put(key(4), IndexNumber.of(4));
      assertThat(ends(store)).containsExactly(4L, 5L);
      store.put(IndexKey.of(IndexTable.MAIL).ascending(0).bytes(), IndexNumber.of(0));
      assertThat(ends(store)).containsExactly(4L, 5L);
    }
  }

  @Test
  void whatIsClearedIsGoneAndWhoeverIsLateFindsNothing() {
    IndexStore store = IndexStore.open(dir);
    store.put(key(1), IndexNumber.of(1));
    store.commit();
    store.clear();
    assertThat(store.get(key(1))).isEmpty();
    store.put(key(2), IndexNumber.of(2));
    store.commit();
    store.close();
    store.close();
    assertThat(store.get(key(2))).isEmpty();
    List<byte[]> found = new ArrayList<>();
    store.scan(PREFIX, (key, value) -> found.add(key));
    assertThat(found).isEmpty();
  }

  private static List<Long> ends(IndexStore store) {
    return List.of(
        IndexKey.lastNumber(store.first(PREFIX).orElseThrow()),
        IndexKey.lastNumber(store.last(PREFIX).orElseThrow()));
  }

  private static byte[] key(long number) {
    return IndexKey.of(IndexTable.CHANGE).ascending(number).bytes();
  }
}
