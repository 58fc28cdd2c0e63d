package dev.todoku.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import dev.todoku.story.MessageStory;
import dev.todoku.story.Notes;
import dev.todoku.story.Verdict;
import dev.todoku.story.Words;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/** Checks answers as a whole, and that they are said in Japanese and English. */
final class Answer {
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
  private static final Words EN = Words.of("en", ZoneOffset.UTC);
  private static final Words JA = Words.of("ja", ZoneOffset.UTC);

  private Answer() {}

  /** The answer about a message: why, whose fault, where it stopped, and which advice is given. */
  static void assertAnswer(
      MessageStory story, Reason reason, Fault fault, Checkpoint checkpoint, String advice) {
    assertThat(story.outcome().reason()).isEqualTo(reason);
    assertThat(story.outcome().fault()).isEqualTo(fault);
    assertThat(story.checkpoint()).isEqualTo(checkpoint);
    assertThat(story.adviceKey()).isEqualTo(advice);
    assertSaid(Scene.KNOWLEDGE.advice().get(advice));
    assertSaid(new Text(Verdict.of(story, JA), Verdict.of(story, EN)));
    assertThat(Notes.of(story, Scene.KNOWLEDGE, JA)).hasSameSizeAs(notes(story));
  }

  /** What is added to the verdict, in English. */
  static List<String> notes(MessageStory story) {
    return Notes.of(story, Scene.KNOWLEDGE, EN);
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
