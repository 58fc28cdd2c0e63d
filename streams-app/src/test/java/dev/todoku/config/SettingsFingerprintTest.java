package dev.todoku.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsFingerprintTest {
  @Test
  void namesTheKeysThatDifferAndNoValues() {
    SettingsFingerprint one = config(Map.of("join.window.ms", "86400000"));
    SettingsFingerprint other =
        config(Map.of("suppress.dead.threshold", "7", "bounce.verp.secret", "s".repeat(40)));
    assertThat(one.differences(other))
        .containsExactly("bounce.verp.secret", "join.window.ms", "suppress.dead.threshold");
    assertThat(other.text()).doesNotContain("sss").hasSizeLessThan(4_000);
  }

  @Test
  void isTheSameWhereOnlyTheMachineDiffers() {
    SettingsFingerprint one = config(Map.of("http.port", "8081", "state.dir", "/var/lib/a"));
    assertThat(one.differences(config(Map.of("num.stream.threads", "3")))).isEmpty();
  }

  @Test
  void comesBackFromItsText() {
    SettingsFingerprint one = config(Map.of());
    assertThat(SettingsFingerprint.parse(one.text())).isEqualTo(one);
    assertThat(SettingsFingerprint.parse("").digests()).isEmpty();
  }

  @Test
  void aKeyThatOnlyOneKnowsIsADifference() {
    assertThat(SettingsFingerprint.of(Map.of("a", "1")).differences(SettingsFingerprint.parse("")))
        .containsExactly("a");
  }

  private static SettingsFingerprint config(Map<String, String> overrides) {
    return TodokuConfig.load(null, Map.of(), overrides).answersFingerprint();
  }
}
