package dev.todoku.explain;

import static dev.todoku.explain.SampleOutcome.at;
import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Address;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final SmtpReply OK = new SmtpReply(250, "2.0.0", "Ok", null);
  private static final SmtpReply BUSY = new SmtpReply(450, "4.2.1", "450 4.2.1 Busy", null);

  @Test
  void tellsEventsInTheOrderOfTimeWhateverTheirOrderOnTheTopics() {
    assertThat(tell(delivery(60), opened(90), send(0), deferral(30), send(0)))
        .containsExactly(
            "0 SENT", "30 DEFERRED mx.b.test: 450 4.2.1 Busy",
            "60 ACCEPTED mx.b.test: 250 2.0.0 Ok", "90 OPENED");
  }

  @Test
  void leavesOtherMessagesAndOtherRecipientsOut() {
    Send otherMessage = Send.builder("m2", "a@b.test", at(1)).build();
    Send otherRecipient = Send.builder("m1", "x@b.test", at(2)).build();
    assertThat(tell(send(0), otherMessage, otherRecipient)).containsExactly("0 SENT");
  }

  @Test
  void followsAnAliasToItsTarget() {
    Delivery toAlias =
        Delivery.builder("m1", "target@c.test", at(5))
            .originalRecipient("A@B.test")
            .reply(OK)
            .build();
    assertThat(tell(toAlias)).containsExactly("5 ACCEPTED 250 2.0.0 Ok");
  }

  @Test
  void takesFromTheOutcomeWhatTheEventsNoLongerTell() {
    Outcome outcome =
        outcome("m1").to("a@b.test").deferred(10).accepted(20).bounced(Reason.MAILBOX_FULL, 99);
    assertThat(tell(outcome, delivery(20)))
        .containsExactly(
            "0 SENT mx1, 192.0.2.1",
            "10 DEFERRED",
            "20 ACCEPTED mx.b.test: 250 2.0.0 Ok",
            "99 REFUSED 550 5.1.1 No, thanks");
  }

  @Test
  void tellsEverythingThatHappenedWithinOneSecond() {
    Outcome refused = outcome("m1").to("a@b.test").bounced(Reason.USER_UNKNOWN, 0);
    assertThat(tell(refused))
        .containsExactly("0 SENT mx1, 192.0.2.1", "0 REFUSED 550 5.1.1 No, thanks");
  }

  @Test
  void tellsOnceWhatEventAndOutcomeNameDifferently() {
    Outcome opened = outcome("m1").to("a@b.test").accepted(20).delivered();
    Engagement click = new Engagement("m1", "a@b.test", at(30), Engagement.Kind.CLICK);
    assertThat(tell(opened, delivery(20), click))
        .containsExactly(
            "0 SENT mx1, 192.0.2.1", "20 ACCEPTED mx.b.test: 250 2.0.0 Ok", "30 CLICKED");
  }

  @Test
  void showsThatTheRecipientUnsubscribed() {
    Outcome delivered = outcome("m1").to("a@b.test").accepted(20).delivered();
    Engagement unsubscribed = new Engagement("m1", "a@b.test", at(40), Engagement.Kind.UNSUBSCRIBE);
    assertThat(tell(delivered, delivery(20), opened(30), unsubscribed))
        .endsWith("30 OPENED", "40 UNSUBSCRIBED");
    assertThat(tell(outcome("m1").to("a@b.test").accepted(20).unsubscribed(40).delivered()))
        .endsWith("20 ACCEPTED", "40 UNSUBSCRIBED");
  }

  @Test
  void showsWhatCameByMailWithItsGradeThoughItChangesNothing() {
    Outcome delivered = outcome("m1").to("a@b.test").accepted(20).delivered();
    ReturnedReport forged =
        new ReturnedReport(
            ReturnedReport.Kind.BOUNCE,
            at(50),
            Reason.USER_UNKNOWN,
            EvidenceGrade.UNPROVEN,
            MatchedBy.MESSAGE_ID);
    List<TimelineEntry> moments =
        Timeline.of(
            List.of(), "a@b.test", withReports(delivered, List.of(forged)), Address.DEFAULT);

    assertThat(moments)
        .last()
        .isEqualTo(
            new TimelineEntry(
                at(50), TimelineEntry.Kind.BOUNCE_MESSAGE, "", EvidenceGrade.UNPROVEN, 1));
  }

  private static Outcome withReports(Outcome o, List<ReturnedReport> reports) {
    return o.toBuilder().reports(reports).build();
  }

  @Test
  void countsTheDeferralsThatOnlyTheOutcomeKnowsAndQuotesTheLastReply() {
    Outcome outcome =
        outcome("m1").to("a@b.test").accepted(900).delivered().toBuilder()
            .times(time -> time.deferred(at(60), at(600)).deferrals(5))
            .failure(why -> why.deferralReply(BUSY))
            .build();
    assertThat(Timeline.of(List.of(), "a@b.test", outcome, Address.DEFAULT))
        .containsExactly(
            new TimelineEntry(at(0), TimelineEntry.Kind.SENT, "mx1, 192.0.2.1"),
            new TimelineEntry(at(60), TimelineEntry.Kind.DEFERRED, ""),
            new TimelineEntry(at(600), TimelineEntry.Kind.DEFERRED, "450 4.2.1 Busy").times(4),
            new TimelineEntry(at(900), TimelineEntry.Kind.ACCEPTED, ""));
  }

  @Test
  void foldsALongRowOfRetries() {
    List<Object> events = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      events.add(deferral(i));
    }
    events.add(delivery(60));
    assertThat(tell(events.toArray()))
        .containsExactly(
            "1 DEFERRED mx.b.test: 450 4.2.1 Busy",
            "50 DEFERRED (× 49) mx.b.test: 450 4.2.1 Busy",
            "60 ACCEPTED mx.b.test: 250 2.0.0 Ok");
  }

  private static List<String> tell(Object... found) {
    Outcome outcome = null;
    for (Object value : found) {
      outcome = value instanceof Outcome o ? o : outcome;
    }
    List<MailEvent> events =
        Stream.of(found)
            .filter(MailEvent.class::isInstance)
            .map(MailEvent.class::cast)
            .filter(event -> event.messageId().equals("m1"))
            .distinct()
            .toList();
    return Timeline.of(events, "a@b.test", outcome, Address.DEFAULT).stream()
        .map(
            m -> (m.time() - at(0)) / 1000 + " " + (m.kind() + " " + times(m) + m.detail()).strip())
        .toList();
  }

  private static String times(TimelineEntry moment) {
    return moment.count() == 1 ? "" : "(× " + moment.count() + ") ";
  }

  private static Send send(long second) {
    return Send.builder("<m1>", "A@b.test", at(second)).build();
  }

  private static Deferral deferral(long second) {
    return Deferral.builder("m1", "a@b.test", at(second))
        .remoteHost("mx.b.test")
        .reason(Reason.RATE_LIMITED)
        .reply(BUSY)
        .build();
  }

  private static Delivery delivery(long second) {
    return Delivery.builder("m1", "a@b.test", at(second)).remoteHost("mx.b.test").reply(OK).build();
  }

  private static Engagement opened(long second) {
    return new Engagement("m1", "a@b.test", at(second), Engagement.Kind.OPEN);
  }
}
