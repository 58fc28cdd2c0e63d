package dev.todoku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {

  @Test
  void followsTheFirstVariableThatNamesALanguage() {
    assertThat(of(Map.of("LANG", "ja_JP.UTF-8"))).isEqualTo(Language.JA);
    assertThat(of(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", "en_US.UTF-8"))).isEqualTo(Language.EN);
    assertThat(of(Map.of("LANG", "de_DE.UTF-8", "LC_MESSAGES", "ja_JP"))).isEqualTo(Language.JA);
    assertThat(of(Map.of("LANG", "fr_FR.UTF-8"))).isEqualTo(Language.EN);
    assertThat(of(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", "C"))).isEqualTo(Language.EN);
  }

  @Test
  void aLocaleThatChoosesOnlyACharacterSetLeavesTheLanguageToTheNext() {
    assertThat(of(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", "C.UTF-8"))).isEqualTo(Language.JA);
  }

  @Test
  void withoutVariablesJavaDecides() {
    assertThat(Language.of(Map.of(), Locale.JAPAN)).isEqualTo(Language.JA);
    assertThat(Language.of(Map.of("LANG", ""), Locale.GERMANY)).isEqualTo(Language.EN);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyReasonHasAName(Language language) {
    ReasonNames names = new ReasonNames(language);
    for (Reason reason : Reason.values()) {
      assertThat(names.of(reason)).isNotBlank();
    }
    assertThat(language.bundle("dev.todoku.text.reasons").keySet()).hasSize(Reason.values().length);
  }

  @Test
  void reasonsAreNamedInTheLanguage() {
    assertThat(new ReasonNames(Language.JA).of(Reason.USER_UNKNOWN)).isEqualTo("宛先不明");
    assertThat(new ReasonNames(Language.EN).of(Reason.USER_UNKNOWN)).isEqualTo("user unknown");
  }

  private static Language of(Map<String, String> environment) {
    return Language.of(environment, Locale.GERMANY);
  }
}
