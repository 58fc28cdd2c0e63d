package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.SmtpReply;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstContactJudgeTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.UNKNOWN_FIRST_CONTACTS);
  private long now = START;
  private int sent;
  private int addresses = Integer.MAX_VALUE;

  @Test
  void takesForAListWhatIsSentInOneGoWithTheLivingAmongTheDead() {
    send(20, 30, 9);
    Diagnosis diagnosis = ruling(Batch.NONE);
    assertThat(diagnosis.cause()).isEqualTo(Cause.LIST_QUALITY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(diagnosis.findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("first-contacts", "sent-at-once", "at-providers");
  }

  @Test
  void takesForAFormWhatComesOneByOneAndHardlyExists() {
    send(60, 1, 1);
    Diagnosis diagnosis = ruling("stream=form-reply");
    assertThat(diagnosis.cause()).isEqualTo(Cause.FORM_ABUSE);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(diagnosis.findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("mail-stream", "first-contacts", "one-by-one", "at-providers");
  }

  @Test
  void takesForNeitherTheMailToThreeThatWaitedInTheQueue() {
    addresses = 3;
    send(60, 1, 1);
    assertThat(ruling(Batch.NONE)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void leavesOpenWhatMayBeEither() {
    send(60, 2, 1);
    Diagnosis diagnosis = ruling(Batch.NONE);
    assertThat(diagnosis.cause()).isEqualTo(Cause.FORM_ABUSE);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> !finding.supports())
        .extracting(Evidence.Indication::id)
        .containsExactly("list-or-form");
  }

  @Test
  void readsThePaceOfWhatIsOverFromItsLatestFailure() {
    send(5, 100, 30);
    now += 40 * MINUTE;
    assertThat(ruling(Batch.NONE).findings())
        .contains(Evidence.Indication.of("sent-at-once", true, "7500"));
  }

  private Diagnosis ruling(String batch) {
    assertThat(monitor.detector().isAlarmed()).isTrue();
    return FirstContactJudge.rule(monitor, batch, now);
  }

  private void send(int minutes, int aMinute, int ofWhichUnknown) {
    for (int i = 0; i < minutes; i++, now += MINUTE) {
      Figures figures = new Figures();
      for (int k = 0; k < aMinute; k++) {
        figures.plus(EnumSet.of(Figure.ATTEMPTS, Figure.FIRST_CONTACTS));
      }
      for (int k = 0; k < ofWhichUnknown; k++) {
        figures.plus(EnumSet.of(Figure.FIRST_CONTACTS_UNKNOWN));
      }
      StreamMinute minute = new StreamMinute();
      minute.add(
          "gmail", figures, Map.of(), Map.of(FailureType.UNKNOWN_RECIPIENTS, List.of(sample())));
      monitor.add(now, minute);
    }
  }

  private Evidence.Sample sample() {
    String recipient = "r" + sent++ % addresses + "@gmail.com";
    return new Evidence.Sample(now, sent + "@x", "shop.example", recipient, SmtpReply.UNKNOWN);
  }
}
