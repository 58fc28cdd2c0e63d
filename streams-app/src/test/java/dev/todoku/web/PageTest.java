package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Severity;
import dev.todoku.schema.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** say('key'), data-word="key"; not those that are put together. */
  private static final Pattern USED =
      Pattern.compile("say\\('([^'$]+)'|data-(?:word|label)=\"([^\"]+)\"");

  private static final Pattern LOADED_LATER = Pattern.compile("import\\('\\./([^']+)'\\)");

  private final Map<String, String> japanese = words("ja");
  private final Map<String, String> english = words("en");

  @Test
  void bothLanguagesHaveTheSameWordsWithTheSamePlaceholders() {
    assertThat(japanese.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(placeholders(japanese.get(key))).as(key).isEqualTo(placeholders(text)));
  }

  @Test
  void everyWordThatIsUsedIsThere() throws IOException {
    for (String file : Page.paths()) {
      if (file.endsWith(".js") || file.equals("/")) {
        String source = read(file.equals("/") ? "index.html" : file.substring(1));
        assertThat(
                USED.matcher(source)
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1)))
            .as(file)
            .isSubsetOf(english.keySet());
      }
    }
    assertThat(english.keySet())
        .containsAll(Arrays.stream(Status.values()).map(s -> "status." + s).toList())
        .containsAll(Arrays.stream(Severity.values()).map(s -> "severity." + s).toList());
  }

  @Test
  void nothingThatStrangersWroteBecomesMarkup() throws IOException {
    for (String file : Page.paths()) {
      if (file.endsWith(".js")) {
        assertThat(read(file.substring(1)))
            .as(file)
            .doesNotContain(
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
      }
    }
  }

  /** Of one language, without charts; what a phone loads before it shows something. */
  @Test
  void theFirstViewIsLight() throws IOException {
    Set<String> later =
        LOADED_LATER
            .matcher(read("app.js"))
            .results()
            .map(match -> '/' + match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(later).contains("/suppressions.js");
    int bytes = 0;
    for (String file : Page.paths()) {
      boolean isOfFirstView =
          !file.endsWith("openapi.json")
              && !file.endsWith("words-en.json")
              && !file.equals("/chart.js")
              && !later.contains(file);
      if (isOfFirstView) {
        String name = file.equals("/") ? "index.html" : file.substring(1);
        bytes += read(name).getBytes(StandardCharsets.UTF_8).length;
      }
    }
    assertThat(bytes).isLessThan(100_000);
  }

  private static TreeSet<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> words(String language) {
    Map<String, String> words = new TreeMap<>();
    try {
      JsonMapper.shared()
          .readTree(read("words-" + language + ".json"))
          .forEachEntry((key, text) -> words.put(key, text.stringValue()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return words;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = PageTest.class.getResourceAsStream("page/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
