package dev.todoku.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.Notes;
import dev.todoku.explain.OutcomeText;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/** Checks answers as a whole, and that they are said in Japanese and English. */
final class Answer {
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
  private static final ExplanationWords EN = ExplanationWords.of("en", ZoneOffset.UTC);
  private static final ExplanationWords JA = ExplanationWords.of("ja", ZoneOffset.UTC);

  private Answer() {}

  /** The answer about a message: why, whose fault, where it stopped, and which advice is given. */
  static void assertAnswer(
      MessageExplanation explanation, Reason reason, Fault fault, Hop hop, String advice) {
    assertThat(explanation.outcome().reason()).isEqualTo(reason);
    assertThat(explanation.outcome().fault()).isEqualTo(fault);
    assertThat(explanation.stoppedAt()).isEqualTo(hop);
    assertThat(explanation.adviceKey()).isEqualTo(advice);
    assertSaid(Scene.KNOWLEDGE.advice().get(advice));
    assertSaid(new Text(OutcomeText.of(explanation, JA), OutcomeText.of(explanation, EN)));
    assertThat(Notes.of(explanation, Scene.KNOWLEDGE, JA)).hasSameSizeAs(notes(explanation));
  }

  /** What is added to the verdict, in English. */
  static List<String> notes(MessageExplanation explanation) {
    return Notes.of(explanation, Scene.KNOWLEDGE, EN);
  }

  /** The steps of an alert, by their ids and in order, after title and findings were looked at. */
  static List<String> steps(Alert alert) {
    assertSaid(alert.title());
    alert.remedy().forEach(step -> assertSaid(step.text()));
    for (Evidence.Indication finding : alert.evidence().findings()) {
      assertThat(finding.text()).as(finding.id()).isNotNull();
      assertSaid(finding.text());
    }
    return alert.remedy().stream().map(RemedyStep::id).toList();
  }

  private static void assertSaid(Text text) {
    assertThat(text.ja()).containsPattern(JAPANESE);
    assertThat(text.en()).isNotBlank().doesNotContainPattern(JAPANESE);
  }
}
