package dev.todoku.explain;

import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.typo.Typos;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {
  private static final Knowledge KNOWLEDGE =
      new Knowledge(Map.of(), Typos.load(), Set.of("silent"), Set.of("gmail.com"));

  @Test
  void unknownAtTheFirstMailIsTheAddress() {
    assertThat(first(outcome("m").bounced(Reason.USER_UNKNOWN, 1))).isEqualTo(Situation.REFUSED);
  }

  @Test
  void unknownAfterMailWasTakenIsAHiddenBlock() {
    assertThat(later(outcome("m").bounced(Reason.USER_UNKNOWN, 1)))
        .isEqualTo(Situation.HIDDEN_BLOCK);
    assertThat(later(outcome("m").bounced(Reason.MAILBOX_FULL, 1))).isEqualTo(Situation.REFUSED);
  }

  @Test
  void unknownInTheOwnDomainWithoutAReplyIsTheSendingServersOwnOpinion() {
    String from = outcome("m").sent().origin().fromDomain();
    SampleOutcome own = outcome("m").to("bob@" + from).replied("unknown user: \"bob\"");
    assertThat(later(own.bounced(Reason.USER_UNKNOWN, 1))).isEqualTo(Situation.OWN_DOMAIN);
    assertThat(later(own.bounced(Reason.MAILBOX_FULL, 1))).isEqualTo(Situation.REFUSED);
    assertThat(first(own.accepted(1).bounced(Reason.USER_UNKNOWN, 2))).isEqualTo(Situation.REFUSED);
  }

  @Test
  void aBounceThatNamesAnotherAddressIsFailedForwarding() {
    Outcome forwarded =
        outcome("m").accepted(1).naming("b@other.test").bounced(Reason.USER_UNKNOWN, 2);
    assertThat(later(forwarded)).isEqualTo(Situation.FORWARDING_FAILED);
  }

  @Test
  void acceptanceIsAsFarAsASenderSees() {
    assertThat(first(outcome("m").accepted(1).delivered())).isEqualTo(Situation.DELIVERED);
    assertThat(first(outcome("m").deferred(1).accepted(2).delivered()))
        .isEqualTo(Situation.DELIVERED_LATE);
    assertThat(first(outcome("m").accepted(1).engaged(9).delivered())).isEqualTo(Situation.ARRIVED);
    assertThat(first(outcome("m").accepted(1).complained(9).delivered()))
        .isEqualTo(Situation.COMPLAINED);
    assertThat(first(outcome("m").accepted(1).unsubscribed(9).delivered()))
        .isEqualTo(Situation.UNSUBSCRIBED);
  }

  @Test
  void acceptanceProvesLittleWhereMailIsDropped() {
    assertThat(first(outcome("m").at("silent").accepted(1).delivered()))
        .isEqualTo(Situation.DELIVERED_SILENTLY);
  }

  @Test
  void whatIsNotDecidedIsSaidToBeSo() {
    assertThat(first(null)).isEqualTo(Situation.NO_ANSWER_YET);
    assertThat(first(outcome("m").sent())).isEqualTo(Situation.NO_ANSWER_YET);
    assertThat(first(outcome("m").deferred(1).waiting(Reason.RATE_LIMITED)))
        .isEqualTo(Situation.DEFERRED);
    assertThat(first(outcome("m").deferred(1).expired(Reason.MAILBOX_FULL, 9)))
        .isEqualTo(Situation.EXPIRED);
  }

  private static Situation first(Outcome outcome) {
    return Situation.of(outcome, OtherMail.NONE, KNOWLEDGE);
  }

  private static Situation later(Outcome outcome) {
    return Situation.of(outcome, new OtherMail(1, 0, 0), KNOWLEDGE);
  }
}
