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
