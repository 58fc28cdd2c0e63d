package dev.todoku.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bounce.Hints;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplanationWordsTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final ExplanationWords ENGLISH = ExplanationWords.of("en", TOKYO);
  private static final ExplanationWords JAPANESE = ExplanationWords.of("ja", TOKYO);

  @Test
  void bothLanguagesHaveTheSameKeysAndPlaceholders() {
    assertThat(JAPANESE.bundle().keySet()).isEqualTo(ENGLISH.bundle().keySet());
    for (String key : ENGLISH.bundle().keySet()) {
      assertThat(placeholders(JAPANESE, key)).as(key).isEqualTo(placeholders(ENGLISH, key));
      assertThat(JAPANESE.get(key)).as(key).isNotBlank().doesNotContain("\uFFFD");
    }
  }

  @Test
  void everyConstantHasAWord() {
    Map<String, Enum<?>[]> groups =
        Map.of(
            "status", Status.values(),
            "reason", Reason.values(),
            "fault", Fault.values(),
            "stoppedAt", Hop.values(),
            "matched", MatchedBy.values(),
            "scope", Hints.Scope.values(),
            "moment", TimelineEntry.Kind.values());
    groups.forEach(
        (group, constants) ->
            assertThat(constants)
                .allSatisfy(constant -> assertThat(JAPANESE.of(group, constant)).isNotBlank()));
  }

  @Test
  void otherLanguagesGetEnglishWhateverTheLocaleOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.JAPAN);
      assertThat(ExplanationWords.of("fr", TOKYO).get("fact.from")).isEqualTo("from");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void timesHaveTheirOffsetAndSpansTheirDays() {
    assertThat(ENGLISH.time(SampleOutcome.START)).isEqualTo("2026-11-21 21:00:00 +09:00");
    assertThat(ENGLISH.span(3_723_000)).isEqualTo("1 h 2 min 3 s");
    assertThat(ENGLISH.span(90_000_000)).isEqualTo("1 d 1 h");
  }

  @Test
  void everyAnswerHasAdviceInBothLanguagesAndNothingElseDoes() {
    Set<String> keys =
        Arrays.stream(Situation.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Arrays.stream(Reason.values()).map(Enum::name).forEach(keys::add);
    keys.remove(Situation.REFUSED.name());
    Knowledge knowledge = Knowledge.load();
    assertThat(knowledge.advice().keySet()).isEqualTo(keys);
  }

  @Test
  void silentProvidersAreProvidersOfTheTable() {
    assertThat(WellKnownProviders.load().names()).containsAll(Knowledge.load().silentProviders());
  }

  @Test
  void typosOfDomainsNameWhatIsMeant() {
    Knowledge knowledge = Knowledge.load();
    assertThat(knowledge.meant("Bob@gmial.com")).containsExactly("Bob@gmail.com");
    assertThat(knowledge.meant("bob@softbank.jp"))
        .containsExactly("bob@softbank.ne.jp", "bob@i.softbank.jp");
    assertThat(knowledge.meant("bob@iloud.com")).containsExactly("bob@icloud.com");
    assertThat(knowledge.meant("bob@gmail.com")).isEmpty();
    assertThat(knowledge.typos().table().keySet())
        .allSatisfy(
            domain ->
                assertThat(knowledge.typos().table().values()).doesNotContain(List.of(domain)));
  }

  private static Set<String> placeholders(ExplanationWords words, String key) {
    return Pattern.compile("\\{\\d}")
        .matcher(words.get(key))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
