package dev.todoku.explain;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.HopStep;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened to one message on its way to one recipient, in the order of time. */
final class Timeline {
  private static final Comparator<TimelineEntry> BY_TIME =
      Comparator.comparingLong(TimelineEntry::time).thenComparing(TimelineEntry::kind);

  private final Address addresses;
  private final String recipient;
  private final @Nullable Outcome outcome;
  private final List<TimelineEntry> moments = new ArrayList<>();

  private Timeline(Address addresses, String recipient, @Nullable Outcome outcome) {
    this.outcome = outcome;
    this.addresses = addresses;
    this.recipient = recipient;
  }

  /**
   * The moments, from the events; what events no longer show, from the outcome.
   *
   * @param events of the message
   * @param recipient address in normal form
   * @param outcome null when there is none yet
   */
  static List<TimelineEntry> of(
      List<MailEvent> events, String recipient, @Nullable Outcome outcome, Address addresses) {
    Timeline timeline = new Timeline(addresses, recipient, outcome);
    events.forEach(timeline::add);
    if (outcome != null) {
      timeline.fillUp(outcome);
    }
    return Retries.fold(timeline.moments.stream().sorted(BY_TIME).toList());
  }

  private void add(MailEvent event) {
    if (event instanceof Send send && concerns(send.recipient())) {
      add(send.time(), TimelineEntry.Kind.SENT, origin(send.origin()));
    } else if (event instanceof Delivery d && concerns(d.recipient(), d.originalRecipient())) {
      add(d.time(), kind(d, outcome), QuotedReplies.quote(d.remoteHost(), d.reply()));
    } else if (event instanceof Deferral d && concerns(d.recipient(), d.originalRecipient())) {
      add(d.time(), TimelineEntry.Kind.DEFERRED, QuotedReplies.quote(d.remoteHost(), d.reply()));
    } else if (event instanceof Bounce b && concerns(b.recipient(), b.originalRecipient())) {
      add(b.time(), kind(b), QuotedReplies.quote(b.remoteHost(), b.reply()));
    } else if (event instanceof DsnSent dsn) {
      boolean isReply = dsn.kind() == DsnSent.Kind.AUTO_REPLY;
      add(
          dsn.time(),
          isReply ? TimelineEntry.Kind.AUTO_REPLIED : TimelineEntry.Kind.NOTICE,
          isReply ? "" : dsn.kind().name());
    } else if (event instanceof Complaint complaint && concerns(complaint.recipient())) {
      add(complaint.time(), TimelineEntry.Kind.COMPLAINED, text(complaint.feedbackType()));
    } else if (event instanceof Engagement engagement && concerns(engagement.recipient())) {
      add(
          engagement.time(),
          switch (engagement.kind()) {
            case OPEN -> TimelineEntry.Kind.OPENED;
            case CLICK -> TimelineEntry.Kind.CLICKED;
            case UNSUBSCRIBE -> TimelineEntry.Kind.UNSUBSCRIBED;
          },
          "");
    }
  }

  /** Whether a server passed a message on follows from all that is known of it. */
  private static TimelineEntry.Kind kind(Delivery delivery, @Nullable Outcome outcome) {
    NextHop hop = delivery.nextHop();
    if (hop == null) {
      return TimelineEntry.Kind.ACCEPTED;
    }
    if (hop.kind() == HopKind.DISCARD) {
      return TimelineEntry.Kind.DISCARDED;
    }
    boolean isPassedOn =
        outcome != null
            && outcome.way().stream()
                .anyMatch(step -> step.hop().equals(hop) && step.time() == delivery.time());
    return hop.chargesSender() || isPassedOn
        ? TimelineEntry.Kind.HANDED_ON
        : TimelineEntry.Kind.ACCEPTED;
  }

  private static TimelineEntry.Kind kind(HopStep step) {
    return switch (step.status()) {
      case DEFERRED -> TimelineEntry.Kind.DEFERRED;
      case EXPIRED -> TimelineEntry.Kind.EXPIRED;
      case BOUNCED -> TimelineEntry.Kind.REFUSED;
      case DISCARDED -> TimelineEntry.Kind.DISCARDED;
      case SENT, HANDED_ON, DELIVERED -> TimelineEntry.Kind.HANDED_ON;
    };
  }

  private void fillUp(Outcome outcome) {
    outcome
        .way()
        .forEach(
            step ->
                fill(
                    step.time(),
                    kind(step),
                    QuotedReplies.quote(
                        HopNames.where(step.hop()),
                        step.reply() == null ? SmtpReply.UNKNOWN : step.reply())));
    fill(outcome.sentAt(), TimelineEntry.Kind.SENT, origin(outcome.origin()));
    fillDeferrals(outcome);
    fill(outcome.deliveredAt(), TimelineEntry.Kind.ACCEPTED, acceptance(outcome));
    fill(outcome.unsubscribedAt(), TimelineEntry.Kind.UNSUBSCRIBED, "");
    fill(outcome.engagedAt(), TimelineEntry.Kind.OPENED, "");
    fill(outcome.complainedAt(), TimelineEntry.Kind.COMPLAINED, "");
    fill(outcome.autoRepliedAt(), TimelineEntry.Kind.AUTO_REPLIED, "");
    fill(outcome.bouncedAt(), failure(outcome), QuotedReplies.quote(outcome.reply()));
    outcome.reports().forEach(this::grade);
  }

  private static TimelineEntry.Kind failure(Outcome outcome) {
    if (outcome.reason() == Reason.SUPPRESSED) {
      return TimelineEntry.Kind.WITHHELD;
    }
    if (outcome.status() == Status.EXPIRED) {
      return TimelineEntry.Kind.EXPIRED;
    }
    return outcome.matchedBy() == null
        ? TimelineEntry.Kind.REFUSED
        : TimelineEntry.Kind.BOUNCE_MESSAGE;
  }

  /** What was reported by mail, with its grade; a report that is not among the events, too. */
  private void grade(ReturnedReport report) {
    boolean isComplaint = report.kind() == ReturnedReport.Kind.COMPLAINT;
    TimelineEntry.Kind kind =
        isComplaint ? TimelineEntry.Kind.COMPLAINED : TimelineEntry.Kind.BOUNCE_MESSAGE;
    boolean isShown = false;
    for (int i = 0; i < moments.size(); i++) {
      TimelineEntry moment = moments.get(i);
      if (moment.kind() == kind && moment.time() == report.time()) {
        moments.set(i, moment.proven(report.evidence()));
        isShown = true;
      }
    }
    if (!isShown) {
      moments.add(new TimelineEntry(report.time(), kind, "", report.evidence(), 1));
    }
  }

  /** What the events have already stays as they have it; others may be of the same second. */
  private void fill(long time, TimelineEntry.Kind kind, String detail) {
    fill(new TimelineEntry(time, kind, detail));
  }

  private void fill(TimelineEntry entry) {
    if (entry.time() != 0 && moments.stream().noneMatch(moment -> isSame(moment, entry))) {
      moments.add(entry);
    }
  }

  private static boolean isSame(TimelineEntry moment, TimelineEntry other) {
    return moment.time() == other.time() && Attempt.of(moment.kind()) == Attempt.of(other.kind());
  }

  /**
   * An outcome has the time of the first and of the last, how many there were, and the last reply.
   */
  private void fillDeferrals(Outcome outcome) {
    long first = outcome.deferredAt();
    long last = Math.max(first, outcome.lastDeferredAt());
    if (last != first) {
      fill(first, TimelineEntry.Kind.DEFERRED, "");
    }
    String reply = QuotedReplies.quote(outcome.deferralReply());
    int repeats = Math.max(1, outcome.deferrals() - (last == first ? 0 : 1));
    fill(new TimelineEntry(last, TimelineEntry.Kind.DEFERRED, reply).times(repeats));
  }

  private static String acceptance(Outcome outcome) {
    String queueId = outcome.details() == null ? null : outcome.details().acceptedAs();
    return queueId == null ? "" : "250 queued as " + queueId;
  }

  /** What an outcome and an event may call by different kinds: one happening at a time. */
  private enum Attempt {
    SENT,
    DEFERRED,
    TAKEN,
    FAILED,
    SEEN,
    COMPLAINED,
    ANSWERED,
    OTHER;

    static Attempt of(TimelineEntry.Kind kind) {
      return switch (kind) {
        case SENT -> SENT;
        case DEFERRED -> DEFERRED;
        case HANDED_ON, DISCARDED, ACCEPTED -> TAKEN;
        case REFUSED, EXPIRED, WITHHELD, BOUNCE_MESSAGE -> FAILED;
        case OPENED, CLICKED, UNSUBSCRIBED -> SEEN;
        case COMPLAINED -> COMPLAINED;
        case AUTO_REPLIED -> ANSWERED;
        default -> OTHER;
      };
    }
  }

  private void add(long time, TimelineEntry.Kind kind, String detail) {
    moments.add(new TimelineEntry(time, kind, detail));
  }

  private boolean concerns(@Nullable String... named) {
    return Stream.of(named)
        .filter(Objects::nonNull)
        .anyMatch(address -> addresses.normal(address).equals(recipient));
  }

  private static TimelineEntry.Kind kind(Bounce bounce) {
    if (bounce.reason() == Reason.SUPPRESSED) {
      return TimelineEntry.Kind.WITHHELD;
    }
    return switch (bounce.kind()) {
      case IN_BAND -> TimelineEntry.Kind.REFUSED;
      case QUEUE_EXPIRY -> TimelineEntry.Kind.EXPIRED;
      case OUT_OF_BAND -> TimelineEntry.Kind.BOUNCE_MESSAGE;
    };
  }

  private static String origin(Origin origin) {
    return Stream.of(origin.host(), origin.sourceIp())
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
