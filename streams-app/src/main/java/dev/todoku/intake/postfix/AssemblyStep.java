package dev.todoku.intake.postfix;

import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.hop.AttemptHops;
import dev.todoku.hop.HopAttempt;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MessageId;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Adds one line to a queue entry: unpacks the entry, applies the line, and packs it again. Used by
 * {@link QueueEntryAssembler}.
 */
final class AssemblyStep {
  /** An entry need not be stored anew for every line that only shows that it is alive. */
  private static final long TOUCH_EVERY = Duration.ofHours(1).toMillis();

  private static final String UNNAMED = "@queue-id.invalid";

  /** Delays are logged to two digits, the time of BSD syslog to the second. */
  private static final long ROUNDING = Duration.ofSeconds(2).toMillis();

  /** Of two deferrals within a second any may be the later; the choice must not hang on order. */
  private static final Comparator<QueueLine.AttemptLine> BY_TIME =
      Comparator.comparingLong(QueueLine.AttemptLine::time)
          .thenComparingLong(QueueLine.AttemptLine::queuedAt)
          .thenComparing(QueueLine.AttemptLine::recipient)
          .thenComparing(attempt -> attempt.reply().text());

  private final QueueEntry before;
  private final ReplyClassifier classifier;
  private final UnaryOperator<String> sourceIps;
  private final Set<QueueLine.Header> awaited;
  private final BiFunction<HopAttempt, String, NextHop> hops;

  private QueueEntryIdentity identity;
  private boolean settled;
  private long arrival;
  private long queuedAt;
  private long expiredAt;
  private long removedAt;
  private long deletedAt;
  private long touched;
  private final Map<String, QueueEntry.Recipient> recipients = new LinkedHashMap<>();
  private final List<QueueLine.AttemptLine> pending;
  private final List<QueueLine.NoticeLine> notices;
  private final List<MailEvent> events = new ArrayList<>();
  private int leftOut;

  AssemblyStep(
      QueueEntry entry,
      ReplyClassifier classifier,
      UnaryOperator<String> sourceIps,
      Set<QueueLine.Header> awaited,
      BiFunction<HopAttempt, String, NextHop> hops) {
    this.hops = hops;
    this.before = entry;
    this.classifier = classifier;
    this.sourceIps = sourceIps;
    this.awaited = awaited;
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
    for (QueueEntry.Recipient recipient : entry.recipients()) {
      recipients.put(recipient.address(), recipient);
    }
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
    } else if (line instanceof QueueLine.NoticeLine notice) {
      addOnce(notices, notice);
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
            List.copyOf(recipients.values()),
            pending,
            notices);
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
    if (!identity.equals(before.identity())) {
      for (QueueEntry.Recipient recipient : recipients.values()) {
        events.add(send(recipient.address()));
      }
    }
    pending.sort(BY_TIME);
    Set<String> deferredAnew = new HashSet<>();
    for (QueueLine.AttemptLine attempt : pending) {
      if (publishAttempt(attempt)) {
        deferredAnew.add(attempt.recipient());
      }
    }
    pending.clear();
    if (expiredAt != 0) {
      forOpen(expiredAt != before.expiredAt(), deferredAnew, this::expiry);
    }
    if (deletedAt != 0) {
      forOpen(deletedAt != before.deletedAt(), deferredAnew, this::deletion);
    }
    for (QueueLine.NoticeLine notice : notices) {
      events.add(
          new DsnSent(
              identity.messageId(),
              notice.time(),
              notice.kind(),
              notice.queueId(),
              notice.noticeQueueId(),
              origin()));
    }
    notices.clear();
    forgetSome();
  }

  /** What ends a message for all who are still being tried. */
  private void forOpen(
      boolean isNew, Set<String> deferredAnew, Function<QueueLine.AttemptLine, MailEvent> event) {
    for (QueueEntry.Recipient recipient : recipients.values()) {
      boolean isOpen = recipient.lastDeferral() != null;
      if (isOpen && (isNew || deferredAnew.contains(recipient.address()))) {
        events.add(event.apply(recipient.lastDeferral()));
      }
    }
  }

  /** Returns whether this is now the recipient's latest deferral. */
  private boolean publishAttempt(QueueLine.AttemptLine attempt) {
    if (queuedAt == 0) {
      queuedAt = attempt.queuedAt();
    }
    String address = attempt.recipient();
    if (isUnnamed() && AttemptHops.isTakenByAnotherHost(hopAttempt(attempt))) {
      leftOut++;
      return false;
    }
    QueueEntry.Recipient known = recipients.get(address);
    if (known == null) {
      events.add(send(address));
    }
    events.add(event(attempt));
    boolean isEnd = attempt.result() != QueueLine.Result.DEFERRED;
    if (isEnd || (known != null && known.ended())) {
      recipients.put(address, new QueueEntry.Recipient(address, true, null));
      return false;
    }
    if (known != null && BY_TIME.compare(known.lastDeferral(), attempt) >= 0) {
      return false;
    }
    boolean isLarge = recipients.size() >= QueueEntry.MOST_ENDED;
    recipients.put(
        address,
        new QueueEntry.Recipient(address, false, isLarge ? withShortReply(attempt) : attempt));
    return true;
  }

  private static QueueLine.AttemptLine withShortReply(QueueLine.AttemptLine attempt) {
    SmtpReply reply = attempt.reply();
    String text = reply.text();
    if (text == null || text.length() <= QueueEntry.SHORT_REPLY) {
      return attempt;
    }
    return new QueueLine.AttemptLine(
        attempt.host(),
        attempt.queueId(),
        attempt.time(),
        attempt.recipient(),
        attempt.originalRecipient(),
        attempt.remoteHost(),
        attempt.queuedAt(),
        attempt.result(),
        new SmtpReply(
            reply.code(),
            reply.status(),
            text.substring(0, QueueEntry.SHORT_REPLY),
            reply.command()),
        attempt.agent(),
        attempt.peer());
  }

  private MailEvent event(QueueLine.AttemptLine attempt) {
    return switch (attempt.result()) {
      case SENT ->
          new Delivery(
              identity.messageId(),
              attempt.recipient(),
              attempt.originalRecipient(),
              attempt.time(),
              queuedAt(attempt),
              attempt.queueId(),
              attempt.remoteHost(),
              attempt.reply(),
              origin(),
              nextHop(attempt));
      case DEFERRED ->
          new Deferral(
              identity.messageId(),
              attempt.recipient(),
              attempt.originalRecipient(),
              attempt.time(),
              queuedAt(attempt),
              attempt.queueId(),
              attempt.remoteHost(),
              reason(attempt),
              attempt.reply(),
              origin(),
              nextHop(attempt));
      case BOUNCED -> bounce(attempt, attempt.time(), Bounce.Kind.IN_BAND, reason(attempt));
    };
  }

  /** Whoever takes a message without an id within the house gives it one, under which it goes. */
  private boolean isUnnamed() {
    return identity.messageId().endsWith(UNNAMED);
  }

  private NextHop nextHop(QueueLine.AttemptLine attempt) {
    return hops.apply(hopAttempt(attempt), before.host());
  }

  private static HopAttempt hopAttempt(QueueLine.AttemptLine attempt) {
    return new HopAttempt(
        attempt.time(),
        attempt.agent(),
        attempt.recipient(),
        attempt.originalRecipient(),
        attempt.peer(),
        switch (attempt.result()) {
          case SENT -> HopAttempt.Result.ACCEPTED;
          case DEFERRED -> HopAttempt.Result.DEFERRED;
          case BOUNCED -> HopAttempt.Result.REFUSED;
        },
        Reason.UNDEFINED,
        false,
        attempt.reply());
  }

  private Delivery deletion(QueueLine.AttemptLine lastDeferral) {
    return new Delivery(
        identity.messageId(),
        lastDeferral.recipient(),
        lastDeferral.originalRecipient(),
        deletedAt,
        queuedAt(lastDeferral),
        before.queueId(),
        null,
        null,
        origin(),
        AttemptHops.deleted());
  }

  private Reason reason(QueueLine.AttemptLine attempt) {
    return classifier
        .classify(
            new RefusedReply(
                attempt.reply(),
                attempt.recipient(),
                attempt.remoteHost(),
                attempt.time(),
                attempt.result() == QueueLine.Result.BOUNCED))
        .reason();
  }

  private Bounce expiry(QueueLine.AttemptLine lastDeferral) {
    return bounce(lastDeferral, expiredAt, Bounce.Kind.QUEUE_EXPIRY, Reason.EXPIRED);
  }

  private Bounce bounce(QueueLine.AttemptLine attempt, long time, Bounce.Kind kind, Reason reason) {
    SmtpReply reply = attempt.reply();
    return new Bounce(
        identity.messageId(),
        attempt.recipient(),
        attempt.originalRecipient(),
        time,
        kind,
        reason,
        reply,
        queuedAt(attempt),
        attempt.queueId(),
        envelopeId(),
        identity.envelopeFrom(),
        attempt.remoteHost(),
        null,
        origin(),
        null,
        null,
        nextHop(attempt));
  }

  private Send send(String recipient) {
    return new Send(
        identity.messageId(),
        recipient,
        queuedAt,
        identity.envelopeFrom(),
        envelopeId(),
        before.queueId(),
        identity.size(),
        identity.subject(),
        origin());
  }

  /** One queueing time for the whole entry, unless the attempt's own is another one. */
  private long queuedAt(QueueLine.AttemptLine attempt) {
    return Math.abs(attempt.queuedAt() - queuedAt) <= ROUNDING ? queuedAt : attempt.queuedAt();
  }

  private String envelopeId() {
    return EnvelopeId.of(identity.envelopeFrom());
  }

  private Origin origin() {
    String sender = identity.envelopeFrom();
    String fromDomain = identity.fromDomain();
    if (fromDomain == null && sender != null) {
      fromDomain = Field.orNull(Address.domainOf(sender), Limits.DOMAIN);
    }
    String sourceIp = sourceIps.apply(before.host());
    String mailStream = "".equals(sender) ? Origin.NOTICES : null;
    return new Origin(
        before.host(), sourceIp == null ? before.host() : sourceIp, fromDomain, mailStream, null);
  }

  private static <T> void addOnce(List<T> lines, T line) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }

  private void forgetSome() {
    if (recipients.size() > QueueEntry.MOST_ENDED) {
      forgetEldest(true, QueueEntry.MOST_ENDED);
      forgetEldest(false, QueueEntry.MOST_OPEN);
    }
  }

  /**
   * An expiry must reach whoever is still being tried; of the others only the send is kept once.
   */
  private void forgetEldest(boolean ended, int most) {
    long count =
        recipients.values().stream().filter(recipient -> recipient.ended() == ended).count();
    Iterator<QueueEntry.Recipient> eldest = recipients.values().iterator();
    while (count > most && eldest.hasNext()) {
      if (eldest.next().ended() == ended) {
        eldest.remove();
        count--;
      }
    }
  }
}
