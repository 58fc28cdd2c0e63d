package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dtodoku.docs.write=true} to write the generated part anew. */
class EventReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "events.md");

  @BeforeAll
  static void writeWhenAsked() throws IOException {
    if (Boolean.getBoolean("todoku.docs.write")) {
      Files.writeString(PAGE, writtenByHand() + EventReference.generated());
    }
  }

  @Test
  void thePageIsWhatTheSchemasSay() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("run again with -Dtodoku.docs.write=true")
        .isEqualTo(writtenByHand() + EventReference.generated());
  }

  @Test
  void everyTopicHasItsRow() throws IOException {
    assertThat(writtenByHand().lines().filter(line -> line.startsWith("| `mail.")))
        .map(line -> line.split("`", 3)[1])
        .isEqualTo(Topics.all().stream().map(Topic::name).toList());
  }

  @Test
  void everyLinkLeadsToAHeading() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Pattern.compile("\\(#([a-z-]+)\\)").matcher(page).results())
        .isNotEmpty()
        .allSatisfy(
            link ->
                assertThat(page)
                    .containsPattern("(?im)^#+ " + link.group(1).replace("-", "[ -]") + "$"));
  }

  private static String writtenByHand() throws IOException {
    String page = Files.readString(PAGE);
    int mark = page.indexOf(EventReference.MARK);
    return mark < 0 ? page : page.substring(0, mark);
  }
}
