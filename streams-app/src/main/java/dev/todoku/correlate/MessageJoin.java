package dev.todoku.correlate;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.streams.PipelineMetrics;
import java.util.Optional;

/**
 * The join of what a sending server says of a message with what comes back for it.
 *
 * <p><b>What it promises.</b> The state of a (message, recipient) follows from the set of its
 * events, whatever their order and however often they come: {@link MessageState#merge} is
 * commutative, associative and idempotent, and every event reaches it that comes within the join
 * window. Each change of the state is published as an outcome with a higher revision, so the last
 * outcome is the same in a replay. No event disappears: it has an {@link EventFate}, which is
 * counted.
 *
 * <p><b>Whose word proves what.</b> What the sending server logged (a send, a delivery, a deferral,
 * a refusal, an expiry) proves that the message was sent, so any of these begins a message. What
 * others report ({@link ReportJoin}) anyone can write. It counts only when its message is known,
 * and until then it waits in {@link EarlyReportStore}.
 *
 * <p><b>A worked timeline.</b> One message, one recipient. Times are event times; the lines are in
 * the order in which the records come. The join window is 8 days, and a report waits for 10 minutes
 * here. Under each line stands the test of {@code MessageTimelineTest} that shows it.
 *
 * <pre>
 * event time  record    what happens
 * 08:59       bounce    it is stamped before its send, and read first: it waits, nothing is published
 *                         aBounceThatIsReadBeforeItsSendWaits
 * 09:00       send      the message begins, the bounce is taken out: BOUNCED, time 09:00
 *                         theSendTakesTheBounceThatWaits
 * 09:00       send      (of another message, alone) no outcome: most are answered within seconds
 *                         aSendAloneIsNoOutcome
 * 12:00       expiry    read before the deferral of 11:59, which is on another topic: it waits, since
 *                       the deferral gives the reason
 *                         anExpiryWaitsForTheDeferralBeforeIt
 * 11:59       deferral  DEFERRED, then the expiry is taken out: EXPIRED with the deferral's reason
 *                         theDeferralGivesTheExpiryItsReason
 * 12:00       expiry    no deferral has come when the watermark has passed 12:10: EXPIRED without it
 *                         anExpiryWithoutADeferralIsPublishedAfterTheWait
 * +7 days     open      within the join window: DELIVERED, though the log never said so
 *                         anOpenAWeekLaterProvesTheDelivery
 * +9 days     open      after the join window: to mail.unmatched, the outcome stays
 *                         anOpenAfterTheJoinWindowIsUnmatched
 * 08:59       bounce    no send has come when the watermark has passed 09:09: to mail.unmatched
 *                         aBounceWithoutASendIsGivenUpAfterTheWait
 * 09:00       send      (of the same message, hours late) the bounce was kept, and counts after all
 *                         aSendThatComesMuchTooLateStillTakesItsBounce
 * </pre>
 */
final class MessageJoin implements MailEvent.Visitor<EventFate> {
  private final OpenMessageStore messages;
  private final EarlyReportStore early;
  private final CorrelateClock clock;
  private final MessageRecorder recorder;
  private final ReportJoin reports;
  private final PipelineMetrics metrics;

  MessageJoin(
      JoinState state, MessageRecorder recorder, ReportJoin reports, PipelineMetrics metrics) {
    this.messages = state.messages();
    this.early = state.early();
    this.clock = state.clock();
    this.recorder = recorder;
    this.reports = reports;
    this.metrics = metrics;
  }

  @Override
  public EventFate onSend(Send send) {
    metrics.send();
    return add(send);
  }

  @Override
  public EventFate onDelivery(Delivery delivery) {
    return add(delivery);
  }

  @Override
  public EventFate onDeferral(Deferral deferral) {
    return add(deferral);
  }

  @Override
  public EventFate onBounce(Bounce bounce) {
    if (bounce.messageId() == null) {
      return reports.lookUp(bounce);
    }
    return switch (bounce.kind()) {
      case OUT_OF_BAND -> reports.join(bounce, bounce.sentTo());
      case QUEUE_EXPIRY -> addExpiry(bounce);
      case IN_BAND -> add(bounce);
    };
  }

  @Override
  public EventFate onComplaint(Complaint complaint) {
    return reports.join(complaint, complaint.recipient());
  }

  @Override
  public EventFate onEngagement(Engagement engagement) {
    return reports.join(engagement, engagement.recipient());
  }

  /** An answer of the mailbox adds to a message that is known; any other notice says nothing. */
  @Override
  public EventFate onDsnSent(DsnSent notice) {
    if (notice.kind() != DsnSent.Kind.AUTO_REPLY || notice.recipient() == null) {
      return EventFate.IGNORED;
    }
    Optional<OpenMessageStore.Open> open =
        messages.find(notice, notice.recipient(), clock.streamTime());
    if (open.isEmpty()) {
      return EventFate.IGNORED;
    }
    String recipient = open.get().facts().recipient();
    recorder.add(notice, open.get(), EventState.ofAutoReply(recipient, notice.time()));
    return EventFate.JOINED;
  }

  /** An event that was held back has its turn. */
  void onReleased(MailEvent event) {
    add(event);
  }

  /** The watermark has come further: decides on at most {@code limit} of those that waited. */
  void onWatermark(int limit) {
    for (MailEvent event : early.takeDue(limit)) {
      if (event instanceof Bounce bounce && bounce.kind() == Bounce.Kind.QUEUE_EXPIRY) {
        add(bounce);
      } else {
        reports.onDue(event);
      }
    }
  }

  /**
   * A queue gives up right after one more deferral, which comes on another topic. The expiry waits
   * for it: it gives the reason, and it must not look as if it came after the end.
   */
  private EventFate addExpiry(Bounce expiry) {
    boolean isDeferred =
        messages
            .find(expiry, expiry.recipient(), clock.streamTime())
            .filter(open -> isDeferredBefore(expiry, open.facts()))
            .isPresent();
    if (isDeferred) {
      return add(expiry);
    }
    early.await(expiry, expiry.recipient());
    return EventFate.WAITING;
  }

  private static boolean isDeferredBefore(Bounce expiry, MessageState known) {
    return expiry.nextHop() == null
        ? known.deferral() != null
        : known.way().hops().stream().anyMatch(hop -> hop.deferral() != null);
  }

  /** Adds what the sending side itself says: it begins a message that is not known yet. */
  private EventFate add(MailEvent event) {
    MessageState facts = SenderWord.of(event);
    OpenMessageStore.Match match = messages.match(event, facts.recipient(), clock.streamTime());
    Optional<OpenMessageStore.Open> open = match.open();
    if (open.isPresent()) {
      recorder.add(event, open.get(), facts);
    } else if (clock.isAhead(event.time())) {
      clock.holdBack(event);
      return EventFate.HELD_BACK;
    } else {
      recorder.begin(event, match, facts);
      early.waitAgain(event.messageId());
    }
    if (open.isEmpty() || event instanceof Deferral) {
      early.take(match.key()).forEach(waiting -> waiting.accept(this));
    }
    return EventFate.JOINED;
  }
}
