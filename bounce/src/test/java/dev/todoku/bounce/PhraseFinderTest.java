package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhraseFinderTest {

  @Test
  void findsWhatASearchForEachPhraseFinds() {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<String> phrases =
          Stream.generate(() -> "a" + letters(random, 4) + "b").limit(12).distinct().toList();
      String text = letters(random, 60);

      assertThat(found(phrases, text))
          .as("seed %d: %s in \"%s\"", seed, phrases, text)
          .containsExactlyInAnyOrderElementsOf(searched(phrases, text));
      assertThat(words(found(phrases, text.replace(" ", " \t ").replace('c', 'C'))))
          .as("seed %d: %s in \"%s\" with more white space, in upper case", seed, phrases, text)
          .containsExactlyInAnyOrderElementsOf(words(searched(phrases, text)));
    }
  }

  /** Few different ones, so that phrases overlap; never two blanks side by side. */
  private static String letters(Random random, int most) {
    StringBuilder letters = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      letters.append("aab 宛c".charAt(random.nextInt(6)));
    }
    return letters.toString().replaceAll(" +", " ");
  }

  private static List<String> found(List<String> phrases, String text) {
    PhraseFinder<String> finder =
        new PhraseFinder<>(
            phrases.stream().map(phrase -> new PhraseFinder.Phrase<>(phrase, phrase)).toList());
    List<String> found = new ArrayList<>();
    finder.find(text, (phrase, end) -> found.add(phrase + end));
    return found;
  }

  private static List<String> words(List<String> found) {
    return found.stream().map(phrase -> phrase.replaceAll("\\d", "")).toList();
  }

  private static List<String> searched(List<String> phrases, String text) {
    List<String> found = new ArrayList<>();
    for (String phrase : phrases) {
      for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
        found.add(phrase + (at + phrase.length()));
      }
    }
    return found;
  }
}
