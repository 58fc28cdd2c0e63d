package dev.todoku.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.explain.Situation;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.remedy.MailSteps.State;
import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MailStepsTest {
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
  private static final MailSteps STEPS = MailSteps.load();

  /** Reasons that no refusal has: the message was taken. */
  private static final Set<Reason> NO_REFUSAL = Set.of(Reason.DELIVERED);

  @Test
  void everyAnswerAtEveryProviderInEveryStateHasSteps() {
    List<String> without = new ArrayList<>();
    Set<String> providers = new TreeSet<>(STEPS.providers());
    providers.add("any other");
    for (String provider : providers) {
      for (Situation situation : Situation.values()) {
        if (situation != Situation.REFUSED) {
          check(situation.name(), provider, states(situation), without);
        }
      }
      for (Reason reason : Reason.values()) {
        if (!NO_REFUSAL.contains(reason)) {
          check(reason.name(), provider, List.of(State.WAITING, State.FAILED), without);
        }
      }
    }
    assertThat(without).isEmpty();
  }

  private static void check(String key, String provider, List<State> states, List<String> without) {
    for (State state : states) {
      if (STEPS.of(key, provider, state).isEmpty()) {
        without.add(key + " at " + provider + " while " + state);
      }
    }
  }

  private static List<State> states(Situation situation) {
    return switch (situation) {
      case DELIVERED, DELIVERED_LATE, DELIVERED_SILENTLY, ARRIVED, ANSWERED, COMPLAINED ->
          List.of(State.TAKEN);
      case HANDED_ON, HANDED_ON_WITHIN -> List.of(State.TAKEN);
      case NO_ANSWER_YET, DEFERRED, DEFERRED_AT_HOP -> List.of(State.WAITING);
      case FOREIGN_FROM -> List.of(State.WAITING, State.FAILED);
      default -> List.of(State.FAILED);
    };
  }

  @Test
  void aRecipientsProviderHasStepsOfItsOwnForWhatIsTakenAndNotSeen() {
    for (String provider : STEPS.providers()) {
      assertThat(STEPS.of("DELIVERED", provider, State.TAKEN))
          .as(provider)
          .hasSizeGreaterThan(STEPS.of("DELIVERED", "any other", State.TAKEN).size());
    }
    assertThat(STEPS.of("DELIVERED", "docomo", State.TAKEN))
        .extracting(MailStep::id)
        .containsExactly("docomo-allow", "look-where-it-may-lie");
    assertThat(WellKnownProviders.load().names()).containsAll(STEPS.providers());
  }

  @Test
  void everyLinkHasTheMonthInWhichItWasLastKnownAndEveryTextBothLanguages() {
    for (MailStep step : STEPS.all()) {
      if (step.at() != null) {
        assertThat(step.at()).as(step.id()).startsWith("https://");
        assertThat(step.seen()).as(step.id()).matches("20\\d\\d-[01]\\d");
      }
      assertThat(step.text().ja()).as(step.id()).containsPattern(JAPANESE);
      assertThat(step.text().en()).as(step.id()).doesNotContainPattern(JAPANESE);
    }
    assertThat(STEPS.letter(MailStep.By.SUPPORT).ja()).contains("{recipient}");
    assertThat(STEPS.letter(MailStep.By.RECEIVER).en()).contains("{sourceIp}", "{messageId}");
  }

  @Test
  void aRateLimitPassesByItselfAndAListingDoesNot() {
    assertThat(STEPS.of("RATE_LIMITED", "google", State.WAITING))
        .extracting(MailStep::id)
        .containsExactly("send-slower", "wait-for-the-retry");
    assertThat(STEPS.of("BLOCKED", "microsoft", State.FAILED))
        .extracting(MailStep::id)
        .containsExactly("outlook-delist", "look-at-the-lists", "resend-later");
    assertThat(STEPS.of("BLOCKED", "docomo", State.FAILED))
        .extracting(MailStep::id)
        .containsExactly("look-at-the-lists", "ask-for-removal", "resend-later");
  }

  @Test
  void aLinkWithoutItsMonthIsRefusedWithItsLine() {
    List<Line> lines =
        List.of(
            new Line("steps.txt", 1, "step BLOCKED * * an-id operator"),
            new Line("steps.txt", 2, "  ja する"),
            new Line("steps.txt", 3, "  en do"),
            new Line("steps.txt", 4, "  at https://example.test/"));
    assertThatThrownBy(() -> MailSteps.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps.txt:1");
  }
}
