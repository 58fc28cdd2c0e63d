package dev.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That every error has a text in every language, and every text an error. */
class ErrorBundlesTest {
  private static final ResourceBundle EN = Language.EN.bundle("dev.todoku.cli.errors");
  private static final ResourceBundle JA = Language.JA.bundle("dev.todoku.cli.errors");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

  /** What takes a key, which may be one of two, after at most one other argument. */
  private static final Pattern USE =
      Pattern.compile(
          "(?:Failure\\.of(?:Usage)?|ErrorText\\.of|new SetupException|new WrongConfig"
              + "|new WrongUsage)\\((?:[^\",;]*,)?[^\",;]*\"([\\w.]+)\"(?:\\s*:\\s*\"([\\w.]+)\")?");

  /** Keys that are chosen before they are used. */
  private static final Pattern CHOSEN = Pattern.compile("(?:usage|reason)\\.[\\w.]+");

  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\.|[^\"\\\\\\n])*)\"");

  /** ASCII brackets beside a Japanese character, and sentences that a half-width mark divides. */
  private static final Pattern WRONG_MARKS =
      Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}。、][()!?;]|[()](?=\\p{IsHan})");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(JA.keySet()).isEqualTo(EN.keySet());
  }

  @Test
  void bothLanguagesNameTheSameArguments() {
    for (String key : EN.keySet()) {
      if (isOfPicocli(key)) {
        assertThat(EN.getString(key)).as(key).isEqualTo("{0}");
        assertThat(JA.getString(key)).as(key).doesNotContain("{0}");
      } else {
        assertThat(placeholders(JA, key)).as(key).isEqualTo(placeholders(EN, key));
      }
    }
  }

  @Test
  void japaneseHasFullWidthMarksOnly() {
    assertThat(JA.keySet())
        .allSatisfy(
            key -> assertThat(JA.getString(key)).as(key).doesNotContainPattern(WRONG_MARKS));
  }

  @Test
  void everyKeyIsUsedAndEveryUsedKeyExists() throws IOException {
    Set<String> used = new TreeSet<>();
    Set<String> mentioned = new TreeSet<>();
    for (String code : sources()) {
      USE.matcher(code)
          .results()
          .flatMap(use -> Stream.of(use.group(1), use.group(2)))
          .filter(Objects::nonNull)
          .forEach(used::add);
      TEXT.matcher(code).results().map(text -> text.group(1)).forEach(mentioned::add);
    }
    mentioned.stream().filter(text -> CHOSEN.matcher(text).matches()).forEach(used::add);
    assertThat(used).hasSizeGreaterThan(90).isSubsetOf(EN.keySet());
    assertThat(mentioned).containsAll(EN.keySet());
  }

  private static boolean isOfPicocli(String key) {
    return key.startsWith("usage.");
  }

  private static Set<String> placeholders(ResourceBundle bundle, String key) {
    return PLACEHOLDER
        .matcher(bundle.getString(key))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }
}
