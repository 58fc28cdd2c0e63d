package dev.todoku.cli;

import dev.todoku.text.ErrorText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Kafka's own checks of the configuration say: a key, its value and a reason. */
final class ConfigText {
  private static final Pattern INVALID =
      Pattern.compile("Invalid value (.*?) for configuration ([^ :]+): (.*)");

  /** Those that our definitions use. */
  private static final Map<Pattern, String> REASONS = reasons();

  private ConfigText() {}

  private static Map<Pattern, String> reasons() {
    Map<Pattern, String> reasons = new LinkedHashMap<>();
    reasons.put(Pattern.compile("Value must be at least (.+)"), "reason.atLeast");
    reasons.put(Pattern.compile("Value must be no more than (.+)"), "reason.atMost");
    reasons.put(Pattern.compile("String must be one of: (.+)"), "reason.oneOf");
    reasons.put(Pattern.compile("String must be non-empty"), "reason.notEmpty");
    reasons.put(Pattern.compile("Not a number of type (.+)"), "reason.number");
    reasons.put(Pattern.compile("Expected value to be either true or false"), "reason.trueOrFalse");
    return reasons;
  }

  /**
   * The sentence; Kafka's own where it has another form.
   *
   * @param message null for none
   */
  static ErrorText of(@Nullable String message) {
    String english = message == null ? "" : message.lines().findFirst().orElse("").strip();
    Matcher invalid = INVALID.matcher(english);
    return invalid.matches()
        ? ErrorText.of(
            "config.invalid", invalid.group(2), invalid.group(1), reason(invalid.group(3)))
        : ErrorText.asIs(message);
  }

  private static ErrorText reason(String english) {
    for (Map.Entry<Pattern, String> known : REASONS.entrySet()) {
      Matcher reason = known.getKey().matcher(english);
      if (reason.matches()) {
        return reason.groupCount() == 0
            ? ErrorText.of(known.getValue())
            : ErrorText.of(known.getValue(), reason.group(1));
      }
    }
    return ErrorText.asIs(english);
  }
}
