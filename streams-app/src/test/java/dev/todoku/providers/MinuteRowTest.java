package dev.todoku.providers;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.todoku.detect.Cohorts;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.testing.Mail;
import dev.todoku.wire.ProviderDelta;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MinuteRowTest {
  private static final ProviderDelta RETURNED =
      ProviderDelta.builder("docomo", at("09:00"))
          .sourceIp("192.0.2.10")
          .fromDomain("shop.example")
          .batch("stream=receipt")
          .count(ProviderDelta.Count.BOUNCED)
          .withdrawn(true)
          .reason(Reason.SPAM_DETECTED)
          .figures(Set.of(Figure.RETURNED))
          .build();

  private static final ProviderDelta DEFERRED =
      tally("m1", ProviderDelta.Count.DEFERRED, false, false, false);

  @Test
  void subtractsAllThatATallyAddedWhenItIsTakenBack() {
    ProviderDelta bounced = tally("m2", ProviderDelta.Count.BOUNCED, true, true, false);
    ProviderDelta takenBack = tally("m2", ProviderDelta.Count.BOUNCED, true, true, true);
    byte[] before = MinuteRow.startingWith(DEFERRED).plus(DEFERRED).encode();
    byte[] after = MinuteRow.decode(before).plus(bounced).plus(takenBack).encode();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void goesBelowZeroWhenWhatIsTakenBackWasCountedBeforeItBegan() {
    ProviderDelta takenBack = tally("m2", ProviderDelta.Count.BOUNCED, true, true, true);
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
    ProviderDelta bounced = tally("m2", ProviderDelta.Count.BOUNCED, false, false, false);
    MinuteRow row =
        MinuteRow.startingWith(DEFERRED)
            .plus(DEFERRED)
            .plus(bounced)
            .plus(tally("m1", ProviderDelta.Count.DEFERRED, false, false, true));
    assertThat(row.samples().get(FailureType.REFUSALS)).containsExactly(bounced.sample());
    assertThat(row.figures()).isEqualTo(new Figures().plus(bounced.figures()));
  }

  @ParameterizedTest
  @EnumSource(names = {"EMAIL_TOO_LARGE", "SYSTEM_ERROR", "SYSTEM_FULL"})
  void doesNotHoldAgainstListsWhatFailsWhoeverGetsIt(Reason reason) {
    ProviderDelta ofNobody = failed(reason);
    ProviderDelta unknown = failed(Reason.USER_UNKNOWN);
    MinuteRow row = MinuteRow.startingWith(unknown).plus(unknown).plus(ofNobody).plus(ofNobody);
    MinuteRow read = MinuteRow.decode(row.encode());
    assertThat(read.toHealth().bounced()).isEqualTo(3);
    assertThat(read.toSenderMinute().failed()).isEqualTo(1);
    MinuteRow back = read.plus(failed(reason).back());
    assertThat(back.toHealth().bounced()).isEqualTo(2);
    assertThat(back.toSenderMinute().failed()).isEqualTo(1);
  }

  private static ProviderDelta failed(Reason reason) {
    return RETURNED.toBuilder().withdrawn(false).reason(reason).figures(Set.of()).build();
  }

  @Test
  void remembersWhenMailThatComesBackHadBeenAccepted() {
    ProviderDelta of = RETURNED.ofAcceptedAt(at("03:10"));
    MinuteRow row = MinuteRow.startingWith(of).plus(of).plus(of).plus(RETURNED);
    MinuteRow read = MinuteRow.decode(row.plus(of.back()).encode());
    assertThat(read.returned())
        .containsExactly(
            entry(Cohorts.hourOf(at("03:00")), 1L), entry(Cohorts.hourOf(at("09:00")), 1L));
  }

  @Test
  void givesASenderWhatComesBackOfItsListsByTheHourOfItsAcceptance() {
    ProviderDelta full = RETURNED.toBuilder().reason(Reason.MAILBOX_FULL).figures(Set.of()).build();
    ProviderDelta unknown =
        RETURNED.toBuilder()
            .reason(Reason.USER_UNKNOWN)
            .figures(Set.of(Figure.UNPROVEN, Figure.UNPROVEN_UNKNOWN))
            .build();
    ProviderDelta hidden =
        unknown.toBuilder().figures(Set.of(Figure.PROVEN, Figure.PROVEN_UNKNOWN)).build();
    ProviderDelta suppressed = full.toBuilder().reason(Reason.SUPPRESSED).build();
    MinuteRow row = MinuteRow.startingWith(full).plus(full);
    for (ProviderDelta delta : List.of(full, unknown, hidden, suppressed, RETURNED)) {
      row.plus(delta.ofAcceptedAt(at("03:10")));
    }
    assertThat(MinuteRow.decode(row.encode()).toSenderMinute().returned())
        .containsExactly(entry(Cohorts.hourOf(at("03:00")), 2L));
    row.plus(unknown.ofAcceptedAt(at("03:10")).back());
    assertThat(row.toSenderMinute().returned())
        .containsExactly(entry(Cohorts.hourOf(at("03:00")), 1L));
  }

  private static ProviderDelta tally(
      String messageId,
      ProviderDelta.Count count,
      boolean withdrawn,
      boolean complaint,
      boolean takenBack) {
    return ProviderDelta.builder("docomo", at("09:00"))
        .sourceIp("192.0.2.10")
        .fromDomain("shop.example")
        .batch("stream=receipt")
        .count(count)
        .withdrawn(withdrawn)
        .complaint(complaint)
        .reason(Reason.BLOCKED)
        .figures(Set.of(Figure.ATTEMPTS, Figure.REFUSALS))
        .sample(
            new Evidence.Sample(
                at("09:00"), messageId, "shop.example", "hanako@docomo.ne.jp", Mail.BLOCKED))
        .takenBack(takenBack)
        .build();
  }
}
