package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicLimitsTest {
  private static final Map<String, String> AS_MADE =
      Map.of(
          "cleanup.policy", "delete",
          "message.timestamp.type", "CreateTime",
          "retention.ms", "1000",
          "message.timestamp.after.max.ms", "500",
          "max.message.bytes", "200");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cleanup.policy|compact|cleanup.policy is compact and must be delete",
        "cleanup.policy|compact,delete|cleanup.policy is compact,delete and must be delete",
        "message.timestamp.type|LogAppendTime"
            + "|message.timestamp.type is LogAppendTime and must be CreateTime",
        "retention.ms|999|retention.ms is 999 and must be at least 1000",
        "message.timestamp.after.max.ms|499"
            + "|message.timestamp.after.max.ms is 499 and must be at least 500",
        "max.message.bytes|199|max.message.bytes is 199 and must be at least 200"
      })
  void namesTheSettingThatTakesSomethingAway(String key, String value, String what) {
    assertThat(limits(AS_MADE).problem("mail.sends", changed(key, value)))
        .contains("topic mail.sends is not as it should be: " + what);
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms,1001",
    "retention.ms,-1",
    "message.timestamp.after.max.ms,501",
    "max.message.bytes,201",
    "segment.ms,1"
  })
  void whoKeepsOrTakesMoreMay(String key, String value) {
    assertThat(limits(AS_MADE).problem("mail.sends", changed(key, value))).isEmpty();
  }

  @Test
  void whatWasKeptForGoodMustBe() {
    assertThat(changed("retention.ms", "-1").problem("mail.sends", limits(AS_MADE)))
        .hasValueSatisfying(
            problem -> assertThat(problem).endsWith("retention.ms is 1000 and must be -1"));
  }

  @Test
  void ofATopicThatKeepsMoreThanItMustSomeMayBeTaken() {
    TopicLimits required = TopicLimits.required(Map.of("retention.ms", "800"));
    TopicLimits right = limits(AS_MADE).atMost(required);
    assertThat(right.problem("mail.sends", changed("retention.ms", "800"))).isEmpty();
    assertThat(right.problem("mail.sends", changed("max.message.bytes", "1"))).isEmpty();
    assertThat(right.problem("mail.sends", changed("retention.ms", "799"))).isPresent();
  }

  @Test
  void theOrderOfTwoPoliciesIsNoDifference() {
    assertThat(
            changed("cleanup.policy", "compact,delete")
                .problem("a-changelog", changed("cleanup.policy", "delete, compact")))
        .isEmpty();
  }

  private static TopicLimits changed(String key, String value) {
    Map<String, String> settings = new HashMap<>(AS_MADE);
    settings.put(key, value);
    return limits(settings);
  }

  private static TopicLimits limits(Map<String, String> settings) {
    return TopicLimits.of(
        new Config(
            settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList()));
  }
}
