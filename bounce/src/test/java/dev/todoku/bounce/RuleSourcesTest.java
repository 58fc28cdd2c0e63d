package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row that says what a reply means names where it is known from. */
class RuleSourcesTest {
  private static final List<Line> SOURCES = Table.read(ReplyRules.class, "rule-sources.tsv");

  @Test
  void everyRowNamesASourceThatIsListedAndNoSourceIsLeftOver() {
    Set<String> used =
        Stream.of("provider-rules.tsv", "text-rules.tsv", "weak-rules.tsv")
            .flatMap(table -> Table.read(ReplyRules.class, table).stream())
            .map(line -> line.cells(4).get(3))
            .collect(Collectors.toSet());

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void everyReplyOfTheTableOfCurrentRepliesNamesOneToo() {
    assertThat(Table.read(CurrentRepliesTest.class, "current-replies.tsv"))
        .allSatisfy(line -> assertThat(keys()).contains(line.cells(8).get(7)));
  }

  @Test
  void aSourceIsListedOnceWithAPage() {
    assertThat(keys()).doesNotHaveDuplicates();
    assertThat(SOURCES).allSatisfy(line -> assertThat(line.cells(3).get(2)).startsWith("https://"));
  }

  private static List<String> keys() {
    return SOURCES.stream().map(line -> line.cells(3).get(0)).toList();
  }
}
