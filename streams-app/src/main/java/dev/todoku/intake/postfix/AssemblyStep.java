package dev.todoku.intake.postfix;

import dev.todoku.hop.AttemptHops;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds one line to a queue entry: unpacks the entry, applies the line, and packs it again. Used by
 * {@link QueueEntryAssembler}.
 */
final class AssemblyStep {
  /** An entry need not be stored anew for every line that only shows that it is alive. */
  private static final long TOUCH_EVERY = Duration.ofHours(1).toMillis();

  private static final String UNNAMED = "@queue-id.invalid";

  /** Of two deferrals within a second any may be the later; the choice must not hang on order. */
  private static final Comparator<QueueLine.AttemptLine> BY_TIME =
      Comparator.comparingLong(QueueLine.AttemptLine::time)
          .thenComparingLong(QueueLine.AttemptLine::queuedAt)
          .thenComparing(QueueLine.AttemptLine::recipient)
          .thenComparing(attempt -> attempt.reply().text());

  private final QueueEntry before;
  private final Set<QueueLine.Header> awaited;
  private final QueueEntryEvents.Context context;

  private QueueEntryIdentity identity;
  private boolean settled;
  private long arrival;
  private long queuedAt;
  private long expiredAt;
  private long removedAt;
  private long deletedAt;
  private long touched;
  private final EntryRecipients recipients;
  private final List<QueueLine.AttemptLine> pending;
  private final List<QueueLine.NoticeLine> notices;
  private final List<QueueLine.VerdictLine> verdicts;
  private final List<MailEvent> events = new ArrayList<>();
  private int leftOut;

  AssemblyStep(QueueEntry entry, Set<QueueLine.Header> awaited, QueueEntryEvents.Context context) {
    this.before = entry;
    this.awaited = awaited;
    this.context = context;
    this.identity = entry.identity();
    this.settled = entry.settled();
    this.arrival = entry.arrival();
    this.queuedAt = entry.queuedAt();
    this.expiredAt = entry.expiredAt();
    this.removedAt = entry.removedAt();
    this.deletedAt = entry.deletedAt();
    this.touched = entry.touched();
    this.pending = new ArrayList<>(entry.pending());
    this.notices = new ArrayList<>(entry.notices());
    this.verdicts = new ArrayList<>(entry.verdicts());
    this.recipients = new EntryRecipients(entry.recipients());
  }

  void onLine(QueueLine line) {
    if (line.time() - touched > TOUCH_EVERY) {
      touched = line.time();
    }
    if (arrival == 0) {
      arrival = arrival(line);
    }
    if (line instanceof QueueLine.MessageIdLine named) {
      identity = settled ? identity : identity.with(named);
    } else if (line instanceof QueueLine.FromLine from) {
      identity = identity.with(from);
    } else if (line instanceof QueueLine.HeaderLine header) {
      identity = identity.with(header);
    } else if (line instanceof QueueLine.AttemptLine attempt) {
      addOnce(pending, attempt);
    } else if (line instanceof QueueLine.RefusalLine refusal) {
      identity = identity.with(refusal.from());
      addOnce(pending, refusal.attempt());
    } else if (line instanceof QueueLine.NoticeLine notice) {
      addOnce(notices, notice);
    } else if (line instanceof QueueLine.VerdictLine verdict) {
      if (verdicts.size() < QueueEntry.MOST_VERDICTS) {
        addOnce(verdicts, verdict);
      }
    } else if (line instanceof QueueLine.ExpiredLine expired) {
      expiredAt = expiredAt == 0 ? expired.time() : Math.min(expiredAt, expired.time());
    } else if (line instanceof QueueLine.RemovedLine removed) {
      deletedAt = removed.deleted() ? Math.max(deletedAt, line.time()) : deletedAt;
      removedAt = QueueId.isUnique(before.queueId()) ? 0 : Math.max(removedAt, line.time());
    }
    if (settled || isIdentified()) {
      settled = true;
      publish();
    } else if (pending.size() >= QueueEntry.MOST_PENDING) {
      settle();
    }
  }

  void settle() {
    identity = identity.named(bestId(identity, before));
    settled = true;
    publish();
  }

  void settle(String messageId) {
    identity = identity.named(messageId);
    settle();
  }

  AssembledEntry result() {
    QueueEntry next =
        new QueueEntry(
            before.host(),
            before.queueId(),
            identity,
            settled,
            arrival,
            queuedAt,
            expiredAt,
            removedAt,
            deletedAt,
            touched,
            List.copyOf(recipients.all()),
            pending,
            notices,
            verdicts);
    return new AssembledEntry(next, !next.equals(before), events, leftOut);
  }

  /** The id that an entry goes by once it settles for what is known of it. */
  static String bestId(QueueEntryIdentity identity, QueueEntry entry) {
    if (identity.messageId() != null) {
      return identity.messageId();
    }
    return identity.resentId() == null
        ? entry.queueId() + '.' + entry.host() + UNNAMED
        : identity.resentId();
  }

  /** When the message of {@code line} arrived, as far as the line shows; else 0. */
  static long arrival(QueueLine line) {
    if (line instanceof QueueLine.AttemptLine attempt) {
      return attempt.queuedAt();
    }
    boolean isLoggedOnArrival =
        line instanceof QueueLine.MessageIdLine || line instanceof QueueLine.HeaderLine;
    return isLoggedOnArrival ? line.time() : 0;
  }

  private boolean isIdentified() {
    return identity.messageId() != null
        && MessageId.isQualified(identity.messageId())
        && identity.envelopeFrom() != null
        && awaited.stream().allMatch(identity::has);
  }

  private void publish() {
    pending.sort(BY_TIME);
    if (queuedAt == 0 && !pending.isEmpty()) {
      queuedAt = pending.get(0).queuedAt();
    }
    QueueEntryEvents made =
        new QueueEntryEvents(before.host(), before.queueId(), identity, queuedAt, context);
    if (!identity.equals(before.identity())) {
      recipients.all().forEach(recipient -> events.add(made.send(recipient.address())));
    }
    verdicts.stream()
        .filter(verdict -> !before.verdicts().contains(verdict))
        .forEach(verdict -> recipients.all().forEach(to -> judge(made, verdict, to.address())));
    Set<String> deferredAnew = new HashSet<>();
    for (QueueLine.AttemptLine attempt : pending) {
      if (publishAttempt(made, attempt)) {
        deferredAnew.add(attempt.recipient());
      }
    }
    pending.clear();
    if (expiredAt != 0) {
      boolean isNew = expiredAt != before.expiredAt();
      forOpen(isNew, deferredAnew, deferral -> made.expiry(deferral, expiredAt));
    }
    if (deletedAt != 0) {
      boolean isNew = deletedAt != before.deletedAt();
      forOpen(isNew, deferredAnew, deferral -> made.deletion(deferral, deletedAt));
    }
    notices.forEach(notice -> events.add(made.notice(notice)));
    notices.clear();
    recipients.forgetSome();
  }

  /** What ends a message for all who are still being tried. */
  private void forOpen(
      boolean isNew, Set<String> deferredAnew, Function<QueueLine.AttemptLine, MailEvent> event) {
    for (QueueEntry.Recipient recipient : recipients.all()) {
      boolean isOpen = recipient.lastDeferral() != null;
      if (isOpen && (isNew || deferredAnew.contains(recipient.address()))) {
        events.add(event.apply(recipient.lastDeferral()));
      }
    }
  }

  /** Returns whether this is now the recipient's latest deferral. */
  private boolean publishAttempt(QueueEntryEvents made, QueueLine.AttemptLine attempt) {
    if (isUnnamed() && AttemptHops.isTakenByAnotherHost(QueueEntryEvents.hopAttempt(attempt))) {
      leftOut++;
      return false;
    }
    QueueEntry.Recipient known = recipients.get(attempt.recipient());
    if (known == null) {
      events.add(made.send(attempt.recipient()));
      verdicts.forEach(verdict -> judge(made, verdict, attempt.recipient()));
    }
    events.add(made.attempt(attempt));
    boolean isEnd = attempt.result() != QueueLine.Result.DEFERRED;
    if (isEnd || (known != null && known.ended())) {
      recipients.end(attempt.recipient());
      return false;
    }
    if (known != null && BY_TIME.compare(known.lastDeferral(), attempt) >= 0) {
      return false;
    }
    recipients.defer(attempt);
    return true;
  }

  private void judge(QueueEntryEvents made, QueueLine.VerdictLine verdict, String recipient) {
    events.add(made.verdict(verdict, recipient));
  }

  /** Whoever takes a message without an id within the house gives it one, under which it goes. */
  private boolean isUnnamed() {
    return identity.settledId().endsWith(UNNAMED);
  }

  private static <T> void addOnce(List<T> lines, T line) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }
}
