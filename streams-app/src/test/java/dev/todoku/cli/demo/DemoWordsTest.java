package dev.todoku.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.text.Language;
import java.time.Instant;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoWordsTest {
  private static final String BUNDLE = "dev.todoku.cli.demo.demo";
  private static final long HOUR = 3_600_000;
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSameArguments() {
    ResourceBundle ja = Language.JA.bundle(BUNDLE);
    ResourceBundle en = Language.EN.bundle(BUNDLE);
    assertThat(ja.keySet()).isEqualTo(en.keySet());
    for (String key : en.keySet()) {
      assertThat(arguments(ja.getString(key))).as(key).isEqualTo(arguments(en.getString(key)));
    }
  }

  @Test
  void sayDurationsAsPeopleDo() {
    DemoWords words = new DemoWords(Language.EN, Playbook.load());
    assertThat(words.duration(125_000)).isEqualTo("2 min 5 s");
    assertThat(words.duration(7_260_000)).isEqualTo("2 h 1 min");
    assertThat(words.share(2, 3)).isEqualTo("66.7%");
    assertThat(words.share(0, 0)).isEqualTo("-");
  }

  @Test
  void sayTheDateOfATimeOnAnotherDayOfJapan() {
    DemoWords words = new DemoWords(Language.JA, Playbook.load());
    long since = Instant.parse("2026-11-18T15:00:00Z").toEpochMilli();
    assertThat(words.timeSince(since, since + 24 * HOUR - 1_000)).isEqualTo("23:59:59");
    assertThat(words.timeSince(since, since + 24 * HOUR)).isEqualTo("2026-11-20 00:00");
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
