package dev.todoku.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HopRuleTest {

  @ParameterizedTest
  @EnumSource(HopRule.class)
  void everyRuleHasItsReasonInBothLanguagesAndStandsInTheDocs(HopRule rule) throws IOException {
    for (Language language : Language.values()) {
      ResourceBundle words = language.bundle("dev.todoku.cli.parse.words");
      String reason = words.getString("hop.rule." + rule);
      String page = language == Language.JA ? "postfix-logs-ja.md" : "postfix-logs.md";
      assertThat(Files.readString(Path.of("..", "docs", page)))
          .contains("| `" + rule + "` | " + reason + " |");
    }
  }
}
