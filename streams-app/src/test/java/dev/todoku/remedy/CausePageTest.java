package dev.todoku.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/causes.md and its Japanese twin are the table of causes with the titles of the playbook. Run
 * with {@code -Dtodoku.docs.write=true} to write them anew.
 */
class CausePageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Playbook PLAYBOOK = Playbook.load();

  /** A page in one language. */
  private enum Page {
    ENGLISH(
        "causes.md",
        "runbook.md",
        """
        # Causes of incidents

        Each incident has one of these causes.
        The title is an example.
        What leads to each cause: [detection](detection.md).

        | cause | title | severity | in its milder form | what to do |
        |---|---|---|---|---|
        """,
        Text::en),
    JAPANESE(
        "causes-ja.md",
        "runbook-ja.md",
        """
        # インシデントの原因

        インシデントの原因は、次のいずれか1つです。
        タイトルは例です。
        判定の条件は[検知](detection-ja.md)をご覧ください。

        | 原因 | タイトル | 重要度 | 軽度の場合 | 対応 |
        |---|---|---|---|---|
        """,
        Text::ja);

    private final String file;
    private final String runbook;
    private final String head;
    private final Function<Text, String> language;

    Page(String file, String runbook, String head, Function<Text, String> language) {
      this.file = file;
      this.runbook = runbook;
      this.head = head;
      this.language = language;
    }

    String text() {
      StringBuilder page = new StringBuilder(head);
      for (Cause cause : Cause.values()) {
        CauseTraits traits = CauseTraits.of(cause);
        boolean hasMilderForm = traits.milder() != traits.severity();
        page.append(
            "| `%s` | %s | `%s` | %s | [%s](%s#%s) |\n"
                .formatted(
                    cause,
                    language.apply(title(cause)),
                    traits.severity(),
                    hasMilderForm ? "`" + traits.milder() + "`" : "–",
                    traits.runbook(),
                    runbook,
                    traits.runbook().toLowerCase(Locale.ROOT)));
      }
      return page.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePageIsTheTable(Page page) throws IOException {
    Path file = DOCS.resolve(page.file);
    if (Boolean.getBoolean("todoku.docs.write")) {
      Files.writeString(file, page.text());
    }
    assertThat(file).hasContent(page.text());
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseHasASectionOfTheRunbook(Page page) throws IOException {
    List<String> runbook = Files.readAllLines(DOCS.resolve(page.runbook));

    assertThat(Cause.values())
        .allSatisfy(cause -> assertThat(runbook).contains("## " + CauseTraits.of(cause).runbook()));
  }

  @Test
  void everyCauseIsExplainedWhereDetectionIs() throws IOException {
    for (String file : List.of("detection.md", "detection-ja.md")) {
      String page = Files.readString(DOCS.resolve(file));
      assertThat(Cause.values())
          .as(file)
          .allSatisfy(cause -> assertThat(page).contains("`" + cause + "`"));
    }
  }

  private static Text title(Cause cause) {
    String name = cause.name();
    String provider =
        name.startsWith("RELAY")
            ? "relay:smtp.example"
            : name.startsWith("FILTER") ? "filter:milter.example" : "docomo";
    Scope scope = new Scope(provider, "203.0.113.5", "shop.example");
    return PLAYBOOK.title(cause, scope, Proof.of(200, 12, .01, 25, 20, List.of()));
  }
}
