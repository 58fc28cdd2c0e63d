package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final Scope IP = new Scope("docomo", "192.0.2.10", null);
  private static final Scope DOMAIN = new Scope("docomo", null, "shop.example");

  private final Sensitivity sensitivity =
      new Sensitivity(10, 5, Map.of("docomo", 50), Map.of("docomo", 20, "shop.example", 2));

  @Test
  void whatIsSetForAProviderGoesBeforeWhatIsSetForAll() {
    assertThat(sensitivity.isEnough(IP, standing(49, 20))).isFalse();
    assertThat(sensitivity.isEnough(IP, standing(50, 19))).isFalse();
    assertThat(sensitivity.isEnough(IP, standing(50, 20))).isTrue();
    Scope elsewhere = new Scope("gmail", "192.0.2.10", null);
    assertThat(sensitivity.isEnough(elsewhere, standing(10, 5))).isTrue();
    assertThat(sensitivity.isEnough(elsewhere, standing(9, 5))).isFalse();
  }

  @Test
  void whatIsSetForAFromDomainGoesBeforeWhatIsSetForItsProvider() {
    assertThat(sensitivity.isEnough(DOMAIN, standing(50, 2))).isTrue();
    assertThat(sensitivity.isEnough(DOMAIN, standing(50, 1))).isFalse();
  }

  @Test
  void theOddsAloneDecideWhereNothingIsSet() {
    assertThat(Sensitivity.DEFAULT.isEnough(IP, standing(1, 1))).isTrue();
  }

  private static AlarmChange standing(long attempts, long failures) {
    return new AlarmChange(AlarmChange.Kind.RAISED, 0, attempts, failures, .01, 20);
  }
}
