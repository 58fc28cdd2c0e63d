package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.Mail;
import dev.todoku.topology.TestStores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedMinutesTest {
  private static final long NINE = Mail.at("09:00");
  private static final long MINUTE = 60_000;
  private static final int ROWS = 10_000;
  private static final JudgedMinutes.Form<Integer> FORM =
      new JudgedMinutes.Form<>(
          number -> ByteBuffer.allocate(4).putInt(number).array(),
          bytes -> ByteBuffer.wrap(bytes).getInt(),
          Integer::sum);

  @TempDir Path dir;
  private long nanos;

  /** What judging takes. */
  private long nanosARow;

  /** Minutes of which judging began. */
  private final List<List<Integer>> begun = new ArrayList<>();

  private KeyValueStore<String, byte[]> store;
  private JudgedMinutes<Integer> minutes;

  @BeforeEach
  void openStore() {
    store = new TestStores(dir).byString();
    minutes = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void areTakenOnceWhenTheyAreOverOldestFirst() {
    add(NINE + MINUTE, "b", 2);
    add(NINE, "b", 3);
    add(NINE, "a", 4);
    assertThat(takeOver(NINE + MINUTE)).containsExactly(4, 3);
    assertThat(takeOver(NINE + 2 * MINUTE)).containsExactly(2);
    assertThat(takeOver(NINE + 3 * MINUTE)).isEmpty();
    assertThat(minutes.judged()).isEqualTo(NINE + 3 * MINUTE);
  }

  @Test
  void areGivenOneAfterTheOther() {
    add(NINE, "a", 1);
    add(NINE + MINUTE, "a", 2);
    add(NINE + MINUTE, "b", 3);
    List<List<Integer>> given = new ArrayList<>();
    minutes.takeOver(NINE + 2 * MINUTE, begun::add, given::add);
    assertThat(begun).isEqualTo(given);
    assertThat(given).containsExactly(List.of(1), List.of(2, 3));
  }

  @Test
  void leaveForTheNextCallWhatWouldTakeTooLong() {
    for (int row = 0; row < JudgedMinutes.ROWS_A_PART; row++) {
      add(NINE, "r" + row, 1);
    }
    add(NINE + 2 * MINUTE, "a", 2);
    add(NINE + 5 * MINUTE, "a", 3);
    long end = NINE + 10 * MINUTE;

    nanosARow = 3_000_000;
    assertThat(takeOver(end)).hasSize(JudgedMinutes.ROWS_A_PART).containsOnly(1);
    assertThat(minutes.isLeft()).isTrue();
    assertThat(minutes.judged()).isEqualTo(NINE + MINUTE);
    minutes = open();
    assertThat(takeOver(end)).containsExactly(2, 3);
    assertThat(minutes.judged()).isEqualTo(end);
    assertThat(minutes.isLeft()).isFalse();
  }

  @Test
  void leaveSubjectsOfAMinuteForTheNextCallAndOfOneSubjectNothing() {
    for (int row = 0; row < JudgedMinutes.ROWS_A_PART - 1; row++) {
      add(NINE, "a" + row, 1);
    }
    add(NINE, "b1", 2);
    add(NINE, "b2", 3);
    add(NINE, "c1", 4);
    nanosARow = 3_000_000;
    assertThat(takeOver(NINE + MINUTE)).hasSize(JudgedMinutes.ROWS_A_PART + 1).endsWith(1, 2, 3);
    assertThat(minutes.judged()).as("its minute is not over").isEqualTo(NINE);
    assertThat(minutes.isLeft()).isTrue();
    minutes = open();
    assertThat(takeOver(NINE + MINUTE)).containsExactly(4);
    assertThat(minutes.judged()).isEqualTo(NINE + MINUTE);
  }

  @Test
  void takeForLateWhatComesOnceTheFirstOfAMinuteIsJudged() {
    for (int row = 0; row < JudgedMinutes.ROWS_A_PART; row++) {
      add(NINE, "b" + row, 1);
    }
    add(NINE, "d1", 2);
    nanosARow = 3_000_000;
    assertThat(minutes.isJudged(NINE)).isFalse();
    takeOver(NINE + MINUTE);

    add(NINE, "a1", 4);
    add(NINE, "d1", 8);
    minutes = open();
    assertThat(minutes.isJudged(NINE)).isTrue();
    assertThat(minutes.takeLate()).as("while the minute is judged in part").isEmpty();
    assertThat(takeOver(NINE + MINUTE)).containsExactly(2);
    assertThat(minutes.takeLate())
        .containsExactly(Map.entry(NINE, new TreeMap<>(Map.of("a1", 4, "d1", 8))));
  }

  @Test
  void beginAMinuteOnceWithAllOfIt() {
    for (int row = 0; row < JudgedMinutes.ROWS_A_PART; row++) {
      add(NINE, "b" + row, 1);
    }
    add(NINE, "d1", 2);
    add(NINE + MINUTE, "a1", 4);
    nanosARow = 3_000_000;
    takeOver(NINE + 2 * MINUTE);
    assertThat(begun).extracting(List::size).containsExactly(JudgedMinutes.ROWS_A_PART + 1);
    minutes = open();
    takeOver(NINE + 2 * MINUTE);
    assertThat(begun).hasSize(2).endsWith(List.of(4));
  }

  @Test
  void putPartsOfOneNameBesideEachOtherAfterARestartToo() {
    minutes.add(NINE, "a", 1);
    minutes.add(NINE, "a", 2);
    minutes = open();
    minutes.add(NINE, "a", 4);
    assertThat(takeOver(NINE + MINUTE)).containsExactly(1, 2, 4);
  }

  @Test
  void keepWhatCameLateApartUntilItIsTakenAndAddItThen() {
    add(NINE, "a", 4);
    takeOver(NINE + MINUTE);
    add(NINE, "a", 2);
    add(NINE, "a", 1);
    assertThat(stored(NINE)).containsExactly(Map.entry(NINE, List.of(4)));
    assertThat(minutes.takeLate()).containsExactly(Map.entry(NINE, new TreeMap<>(Map.of("a", 3))));
    assertThat(minutes.takeLate()).isEmpty();
    assertThat(stored(NINE)).containsExactly(Map.entry(NINE, List.of(7)));
  }

  @Test
  void knowAfterARestartWhatWasJudgedAndWhatCameLate() {
    add(NINE, "a", 4);
    takeOver(NINE + MINUTE);
    add(NINE, "a", 2);
    add(NINE + MINUTE, "a", 8);
    minutes = open();
    assertThat(minutes.judged()).isEqualTo(NINE + MINUTE);
    assertThat(minutes.takeLate().get(NINE)).containsExactly(Map.entry("a", 2));
    assertThat(takeOver(NINE + 2 * MINUTE)).containsExactly(8);
    assertThat(stored(NINE))
        .containsExactly(Map.entry(NINE, List.of(6)), Map.entry(NINE + MINUTE, List.of(8)));
  }

  @Test
  void leaveTheStoreWithTheHourThatLeavesTheWindow() {
    add(NINE, "a", 4);
    add(NINE + 60 * MINUTE, "a", 5);
    takeOver(NINE + 179 * MINUTE);
    assertThat(TestStores.size(store)).as("two minutes and how far").isEqualTo(3);
    takeOver(NINE + 180 * MINUTE);
    assertThat(TestStores.size(store)).as("one minute and how far").isEqualTo(2);
    assertThat(stored(NINE + 60 * MINUTE))
        .containsExactly(Map.entry(NINE + 60 * MINUTE, List.of(5)));
  }

  @Test
  void doNotComeBackForWhatIsTooLate() {
    takeOver(NINE + 121 * MINUTE);
    assertThat(minutes.isTooLate(NINE)).isTrue();
    assertThat(minutes.isTooLate(NINE + MINUTE)).isFalse();
    add(NINE, "a", 4);
    assertThat(minutes.takeLate()).containsOnlyKeys(NINE);
    assertThat(stored(NINE)).isEmpty();
    assertThat(TestStores.size(store)).as("how far").isEqualTo(1);
  }

  @Test
  void giveEachSubjectItsOwnMinutesSinceTheHourOfTheEarliestThatCameLate() {
    long ten = NINE + 60 * MINUTE;
    add(NINE, "x1", 1);
    add(NINE, "y1", 2);
    add(ten, "x1", 4);
    add(ten, "y1", 8);
    add(ten, "z1", 16);
    takeOver(ten + MINUTE);
    add(NINE + MINUTE, "x2", 32);
    add(ten, "y2", 64);
    assertThat(anew())
        .containsExactly(
            new JudgedMinutes.Anew<>(
                "x",
                NINE,
                new TreeMap<>(
                    Map.of(NINE, List.of(1), NINE + MINUTE, List.of(32), ten, List.of(4)))),
            new JudgedMinutes.Anew<>("y", ten, new TreeMap<>(Map.of(ten, List.of(8, 64)))));
  }

  @Test
  void giveASubjectNothingOfOneWhoseNameBeginsAlike() {
    minutes = open(PrefixedKey::name);
    add(NINE, PrefixedKey.of("docomo", "1"), 1);
    add(NINE, PrefixedKey.of("docomo.example", "1"), 2);
    add(NINE, PrefixedKey.of("doc", "1"), 4);
    takeOver(NINE + MINUTE);
    add(NINE, PrefixedKey.of("docomo", "2"), 8);
    assertThat(anew())
        .containsExactly(
            new JudgedMinutes.Anew<>("docomo", NINE, new TreeMap<>(Map.of(NINE, List.of(1, 8)))));
  }

  @Test
  void leaveSubjectsOfManyRowsForTheNextCallAndJudgeNothingNewBefore() {
    for (String subject : List.of("x", "y", "z")) {
      for (int row = 0; row < ROWS; row++) {
        add(NINE, subject + row, 1);
      }
    }
    add(NINE + 2 * MINUTE, "a", 5);
    takeOver(NINE + MINUTE);
    for (String subject : List.of("z", "y", "x")) {
      add(NINE, subject + "late", 2);
    }
    nanosARow = 3_000_000;

    assertThat(anewSubjects()).containsExactly("x");
    minutes = open();
    assertThat(takeOver(NINE + 3 * MINUTE)).as("before all is judged anew").isEmpty();
    assertThat(anewSubjects()).containsExactly("y");
    assertThat(anewSubjects()).containsExactly("z");
    assertThat(anewSubjects()).isEmpty();
    assertThat(takeOver(NINE + 3 * MINUTE)).containsExactly(5);
  }

  @Test
  void judgeASubjectAnewAtOnceHoweverManyRowsItHas() {
    for (int row = 0; row <= 2 * ROWS; row++) {
      add(NINE, "x" + row, 1);
    }
    takeOver(NINE + MINUTE);
    add(NINE, "x0", 2);
    nanosARow = 3_000_000;
    assertThat(anew())
        .singleElement()
        .satisfies(x -> assertThat(x.minutes().get(NINE)).hasSize(2 * ROWS + 1));
  }

  private List<String> anewSubjects() {
    return anew().stream().map(JudgedMinutes.Anew::subject).toList();
  }

  private List<JudgedMinutes.Anew<Integer>> anew() {
    List<JudgedMinutes.Anew<Integer>> anew = new ArrayList<>();
    minutes.judgeAnew(
        minutes.takeLate(),
        next -> {
          anew.add(next);
          nanos += next.minutes().values().stream().mapToInt(List::size).sum() * nanosARow;
        });
    return anew;
  }

  private List<Integer> takeOver(long time) {
    List<Integer> over = new ArrayList<>();
    minutes.takeOver(
        time,
        whole -> begun.add(List.copyOf(whole)),
        rows -> {
          over.addAll(rows);
          nanos += rows.size() * nanosARow;
        });
    return over;
  }

  /** What was judged since {@code from}, all of it as one subject's. */
  private Map<Long, List<Integer>> stored(long from) {
    JudgedMinutes<Integer> same = open(key -> "");
    Map<Long, List<Integer>> rows = new TreeMap<>();
    SortedMap<Long, SortedMap<String, Integer>> late =
        new TreeMap<>(Map.of(from, new TreeMap<>(Map.of("a", 0))));
    same.judgeAnew(late, anew -> rows.putAll(anew.minutes()));
    return rows;
  }

  private void add(long minute, String key, int number) {
    minutes.change(minute, key, known -> known == null ? number : known + number);
  }

  private JudgedMinutes<Integer> open() {
    return open(key -> key.substring(0, 1));
  }

  private JudgedMinutes<Integer> open(UnaryOperator<String> subjectOf) {
    return new JudgedMinutes<>(store, FORM, Duration.ofHours(2), subjectOf, () -> nanos);
  }
}
