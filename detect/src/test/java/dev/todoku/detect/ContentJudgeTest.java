package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of mail of a From domain without campaigns, over two source IPs that carry nothing else. */
class ContentJudgeTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;
  private static final String CONTENT = "554 5.7.1 Message contains spam or virus";
  private static final String PLAIN = "550 5.7.1 Message refused";

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.REFUSALS);
  private final ChannelMonitor first = new ChannelMonitor(FailureType.REFUSALS);
  private final ChannelMonitor second = new ChannelMonitor(FailureType.REFUSALS);
  private int sent;

  @Test
  void whereWordsNameContentAndSomeMailPassesItIsTheContent() {
    send(40, CONTENT);
    send(6, null);
    Diagnosis diagnosis = rule();
    assertThat(diagnosis.cause()).isEqualTo(Cause.CONTENT_BLOCK);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(findings(diagnosis)).containsExactly("content-named", "some-mail-passes");
  }

  @Test
  void whereNothingPassesWordsAboutContentLeaveItOpen() {
    send(40, CONTENT);
    Diagnosis diagnosis = rule();
    assertThat(diagnosis.cause()).isEqualTo(Cause.DOMAIN_BLOCK);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    assertThat(findings(diagnosis)).contains("content-named");
    assertThat(BlockClassifier.isContentAfterAll(monitor)).isFalse();
  }

  @Test
  void whatWasABlockOfTheDomainIsContentWhenMailPasses() {
    send(40, CONTENT);
    monitor.signal(new Scope("gmail", null, "shop.example"), rule(), START);
    send(3, null);
    assertThat(BlockClassifier.isContentAfterAll(monitor)).isTrue();
    assertThat(rule().cause()).isEqualTo(Cause.CONTENT_BLOCK);
  }

  @Test
  void whereWordsSayNothingMailThatPassesSpeaksAgainstTheDomain() {
    send(40, PLAIN);
    send(12, null);
    Diagnosis diagnosis = rule();
    assertThat(diagnosis.cause()).isEqualTo(Cause.DOMAIN_BLOCK);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    assertThat(findings(diagnosis)).contains("some-mail-passes");
  }

  @Test
  void plainWordsAndNoMailThatPassesAreTheDomain() {
    send(40, PLAIN);
    send(2, null);
    Diagnosis diagnosis = rule();
    assertThat(diagnosis.cause()).isEqualTo(Cause.DOMAIN_BLOCK);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
  }

  private Diagnosis rule() {
    long time = START + sent * MINUTE;
    ComparisonContext around =
        new ComparisonContext(
            false,
            member -> member.equals("192.0.2.10") ? first : second,
            false,
            new RecentTrials(),
            domain -> false,
            true,
            false,
            10,
            member -> 10,
            time);
    return BlockClassifier.rule(monitor, around);
  }

  private static List<String> findings(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Evidence.Indication::id).toList();
  }

  private void send(int messages, @Nullable String refusal) {
    for (int i = 0; i < messages; i++) {
      long time = START + sent++ * MINUTE;
      boolean isFirst = sent % 2 == 0;
      Set<Figure> figures =
          refusal == null ? Set.of(Figure.ATTEMPTS) : Set.of(Figure.ATTEMPTS, Figure.REFUSALS);
      add(monitor, time, isFirst ? "192.0.2.10" : "192.0.2.11", figures, refusal);
      add(isFirst ? first : second, time, "shop.example", figures, refusal);
    }
  }

  private void add(
      ChannelMonitor to, long time, String member, Set<Figure> figures, @Nullable String refusal) {
    StreamMinute minute = new StreamMinute();
    Map<FailureType, List<Evidence.Sample>> samples =
        refusal == null
            ? Map.of()
            : Map.of(
                FailureType.REFUSALS,
                List.of(
                    new Evidence.Sample(
                        time,
                        sent + "@x",
                        "shop.example",
                        "r" + sent + "@gmail.com",
                        new SmtpReply(550, "5.7.1", refusal, null))));
    Figures counted = new Figures().plus(figures);
    minute.add(member, counted, Map.of(Batch.NONE, counted), samples);
    to.add(time, minute);
  }
}
