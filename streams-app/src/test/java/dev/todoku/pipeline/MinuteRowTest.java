package dev.todoku.pipeline;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MinuteRowTest {
  private static final Tally DEFERRED = tally("m1", Tally.Count.DEFERRED, false, false, false);

  @Test
  void subtractsAllThatATallyAddedWhenItIsTakenBack() {
    Tally bounced = tally("m2", Tally.Count.BOUNCED, true, true, false);
    Tally takenBack = tally("m2", Tally.Count.BOUNCED, true, true, true);
    byte[] before = MinuteRow.startingWith(DEFERRED).plus(DEFERRED).encode();
    byte[] after = MinuteRow.decode(before).plus(bounced).plus(takenBack).encode();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void goesBelowZeroWhenWhatIsTakenBackWasCountedBeforeItBegan() {
    Tally takenBack = tally("m2", Tally.Count.BOUNCED, true, true, true);
    MinuteRow row = MinuteRow.decode(MinuteRow.startingWith(takenBack).plus(takenBack).encode());
    ProviderHealth health = row.toHealth();
    assertThat(health.bounced()).isEqualTo(-1);
    assertThat(health.withdrawn()).isEqualTo(-1);
    assertThat(health.complaints()).isEqualTo(-1);
    assertThat(health.attempts()).isEqualTo(-1);
    assertThat(health.policyRefusals()).isEqualTo(-1);
    assertThat(health.reasons())
        .containsOnlyKeys(Reason.BLOCKED)
        .containsEntry(Reason.BLOCKED, -1L);
    assertThat(row.batches().get("stream=receipt").get(Figure.REFUSALS)).isEqualTo(-1);
    assertThat(row.samples()).isEmpty();
    assertThat(row.toSenderMinute().failed()).isEqualTo(-1);
  }

  @Test
  void keepsTheSamplesOfWhatIsNotTakenBack() {
    Tally bounced = tally("m2", Tally.Count.BOUNCED, false, false, false);
    MinuteRow row =
        MinuteRow.startingWith(DEFERRED)
            .plus(DEFERRED)
            .plus(bounced)
            .plus(tally("m1", Tally.Count.DEFERRED, false, false, true));
    assertThat(row.samples().get(Channel.REFUSALS)).containsExactly(bounced.sample());
    assertThat(row.figures()).isEqualTo(new Figures().plus(bounced.figures()));
  }

  private static Tally tally(
      String messageId,
      Tally.Count count,
      boolean withdrawn,
      boolean complaint,
      boolean takenBack) {
    return new Tally(
        "docomo",
        "192.0.2.10",
        "shop.example",
        "stream=receipt",
        at("09:00"),
        count,
        withdrawn,
        complaint,
        Reason.BLOCKED,
        Set.of(Figure.ATTEMPTS, Figure.REFUSALS),
        new Evidence.Sample(
            at("09:00"), messageId, "shop.example", "hanako@docomo.ne.jp", Mail.BLOCKED),
        takenBack);
  }
}
