package dev.todoku.correlate;

import dev.todoku.message.BounceIdentities;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MailEvent;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.UnmatchedSink;
import java.time.Duration;
import java.util.Optional;

/**
 * Joins what others report of a message to it: a bounce message, a complaint, an open or a click.
 * None of these proves that the message was sent, so a report whose message is not known waits.
 */
final class ReportJoin {
  /**
   * A bounce that names another address than the message's only recipient is taken for a failed
   * forwarding when everything is known that came so long after the send: by then the message's
   * other recipients are.
   */
  private static final long ALL_RECIPIENTS_KNOWN_MS = 10 * 60_000;

  private final OpenMessageStore messages;
  private final EarlyReportStore early;
  private final UnmatchedMinuteStore minutes;
  private final CorrelateClock clock;
  private final MessageRecorder recorder;
  private final ReportGrading grading;
  private final UnmatchedPublisher unmatched;
  private final Duration joinWindow;
  private final PipelineMetrics metrics;

  ReportJoin(
      JoinState state,
      MessageRecorder recorder,
      ReportGrading grading,
      UnmatchedPublisher unmatched,
      Duration joinWindow,
      PipelineMetrics metrics) {
    this.messages = state.messages();
    this.early = state.early();
    this.minutes = state.minutes();
    this.clock = state.clock();
    this.recorder = recorder;
    this.grading = grading;
    this.unmatched = unmatched;
    this.joinWindow = joinWindow;
    this.metrics = metrics;
  }

  /** Adds a report to the message that {@code recipient} was sent, or lets it wait for that. */
  EventFate join(MailEvent report, String recipient) {
    Optional<OpenMessageStore.Open> open =
        messages
            .find(report, recipient, clock.streamTime())
            .or(() -> forwarder(report, clock.watermark() - ALL_RECIPIENTS_KNOWN_MS));
    return open.map(message -> add(report, message)).orElseGet(() -> await(report, recipient));
  }

  /** Asks for the message of a bounce that names no Message-ID. */
  EventFate lookUp(Bounce bounce) {
    unmatched.lookUp(bounce);
    return EventFate.LOOKED_UP;
  }

  /** Takes a decision on a report that has waited for long enough. */
  void onDue(MailEvent report) {
    Optional<OpenMessageStore.Open> own =
        messages.find(report, UnmatchedSink.recipientOf(report), clock.streamTime());
    Optional<OpenMessageStore.Open> forwarder =
        own.isPresent() ? Optional.empty() : forwarder(report, Long.MAX_VALUE);
    if (own.isPresent()) {
      gradeAgain(report, own.get());
    } else if (forwarder.isPresent()) {
      add(report, forwarder.get());
    } else if (report instanceof Bounce bounce && !BounceIdentities.of(bounce).isEmpty()) {
      unmatched.lookUp(bounce);
    } else {
      early.keep(report);
      unmatched.giveUp(report, "no message with this Message-ID was sent");
    }
  }

  private EventFate await(MailEvent report, String recipient) {
    if (report instanceof Bounce bounce) {
      minutes.add(Backscatter.waits(bounce));
    }
    early.await(report, recipient);
    return EventFate.WAITING;
  }

  /** Case 14: forwarding at the destination failed, the bounce names the address behind it. */
  private Optional<OpenMessageStore.Open> forwarder(MailEvent report, long sentBefore) {
    return messages
        .onlyRecipient(report.messageId(), report.time())
        .filter(open -> open.facts().sentAt() <= sentBefore);
  }

  private EventFate add(MailEvent report, OpenMessageStore.Open open) {
    long sentAt = open.facts().sentAt();
    if (sentAt != 0 && report.time() - sentAt > joinWindow.toMillis()) {
      unmatched.giveUp(report, "the send is older than the join window");
      return EventFate.TOO_LATE;
    }
    if (report instanceof Bounce bounce) {
      addBounce(bounce, open);
    } else if (report instanceof Complaint complaint) {
      metrics.graded("complaint", addGraded(complaint, open));
    } else {
      recorder.add(report, open, EventState.of((Engagement) report));
    }
    return EventFate.JOINED;
  }

  private void addBounce(Bounce bounce, OpenMessageStore.Open open) {
    long sentAt = open.facts().sentAt();
    if (sentAt != 0) {
      metrics.bounceLateness(sentAt, bounce.time());
    }
    metrics.matched(ReportGrading.matchedBy(bounce));
    EvidenceGrade grade = addGraded(bounce, open);
    metrics.graded("bounce", grade);
    // What is not proven counts as mail that nobody sent.
    if (grade != EvidenceGrade.UNPROVEN) {
      minutes.add(Backscatter.matched(bounce));
    }
  }

  /** Adds a report as far as it is proven; returns how far that is. */
  private EvidenceGrade addGraded(MailEvent report, OpenMessageStore.Open open) {
    MessageState known = open.facts();
    GradedReport graded = grading.of(report, known);
    if (!graded.dependsOnRecipients()) {
      recorder.add(report, open, graded.facts());
      return graded.alone();
    }
    if (messages.hasOthers(report.messageId(), open, report.time())) {
      recorder.add(report, open, graded.facts().merge(EventState.ofShared(known.recipient())));
      return graded.shared();
    }
    early.keepForOthers(ReportGrading.matched(report, known.recipient()), known.recipient());
    recorder.add(report, open, graded.facts());
    return graded.alone();
  }

  /** A report rests on its message having one recipient, and another one has become known. */
  private void gradeAgain(MailEvent report, OpenMessageStore.Open open) {
    if (!(report instanceof Engagement)) {
      addGraded(report, open);
    }
  }
}
