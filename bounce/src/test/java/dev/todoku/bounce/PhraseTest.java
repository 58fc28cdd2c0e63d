package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseTest {

  @Test
  void findsWordsInEitherCaseAlsoWithinOthers() {
    PhraseFinder<String> finder =
        new PhraseFinder<>(
            List.of(
                new PhraseFinder.Phrase<>("her", "her"),
                new PhraseFinder.Phrase<>("he", "he"),
                new PhraseFinder.Phrase<>("宛先", "to")));
    List<String> found = new ArrayList<>();

    finder.find("wHERe 宛先", (word, end) -> found.add(word + end));

    assertThat(found).containsExactly("he3", "her4", "to8");
  }

  @Test
  void findsWordsThatLineBreaksCutApart() {
    PhraseFinder<String> finder =
        new PhraseFinder<>(
            List.of(
                new PhraseFinder.Phrase<>("in reply to end of data", "data"),
                new PhraseFinder.Phrase<>("end", "end"),
                new PhraseFinder.Phrase<>("to the end", "to the end")));

    assertThat(goOn(finder, "failed in reply", " to end ", "", "of data", "of data"))
        .containsExactly("2 end7", "4 data7");
    assertThat(goOn(finder, "the end", "of data", "to", "the end"))
        .containsExactly("4 to the end7", "4 end7");
    assertThat(goOn(finder, "in reply", "- to end of data", "in replyto", "end")).isEmpty();
  }

  private static List<String> goOn(PhraseFinder<String> finder, String... lines) {
    List<String> found = new ArrayList<>();
    int begun = 0;
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      int inside = finder.find(lines[i], (word, end) -> {});
      begun =
          finder.goOn(begun, lines[i], inside, (word, end) -> found.add(number + " " + word + end));
    }
    return found;
  }

  @Test
  void namesTheRowThatCannotBeUsed() {
    assertThatThrownBy(() -> Phrase.load(List.of(new Line("w.tsv", 3, "nonsense\t-\tx"))))
        .hasMessage("w.tsv:3: no kind of words is called nonsense");
    assertThatThrownBy(() -> Phrase.load(List.of(new Line("w.tsv", 4, "delayed\t-\tToo  late"))))
        .hasMessageStartingWith("w.tsv:4: write the words in lower case");
    assertThatThrownBy(() -> Phrase.load(List.of(new Line("w.tsv", 5, "command\t-\tx"))))
        .hasMessageStartingWith("w.tsv:5: a command needs a value");
  }

  @Test
  void readsTheTableThatShips() {
    assertThat(Phrase.in("--- Below this line is a copy", Phrase.Kind.ORIGINAL)).isTrue();
    assertThat(Phrase.in("nothing", Phrase.Kind.ORIGINAL)).isFalse();
  }
}
