package dev.todoku.notify;

import dev.todoku.notify.TargetPolicy.Situation;
import dev.todoku.schema.Alert;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one target informed, in a thread of its own: a target that does not answer holds up no
 * other. What was not taken stays due, and is tried again ever more slowly.
 */
final class TargetWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetWorker.class);

  /** The wall clock only wakes: reminders and quiet hours are looked at so often. */
  private static final Duration WAKE = Duration.ofSeconds(5);

  /** A target that answers nothing is not tried with all that is due. */
  private static final int FAILURES_AT_ONCE = 3;

  private final Target target;
  private final Routing routing;
  private final AlertBoard board;
  private final DeliveryLedger ledger;
  private final NotedIncidents noted;
  private final Backoff backoff;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** When a program was last sent an open incident, by incident. */
  private final Map<String, Instant> resent = new HashMap<>();

  TargetWorker(
      Target target,
      Routing routing,
      AlertBoard board,
      DeliveryLedger ledger,
      NotedIncidents noted,
      Backoff backoff,
      Clock clock) {
    this.target = target;
    this.routing = routing;
    this.board = board;
    this.ledger = ledger;
    this.noted = noted;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Runs until {@link #stop}, or until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (stop.getCount() > 0) {
        long seen = board.version();
        if (sendDue()) {
          backoff.reset();
          board.awaitChange(seen, WAKE.toMillis());
        } else {
          stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted; what it took last may come again", target.name());
    }
  }

  /** Ends it after what is being sent: what is taken is recorded, and not sent again. */
  void stop() {
    stop.countDown();
    board.wake();
  }

  /**
   * Sends what is due.
   *
   * @return whether all of it was taken
   */
  boolean sendDue() throws InterruptedException {
    int failures = 0;
    for (Alert alert : board.all()) {
      if (stop.getCount() == 0) {
        break;
      }
      Optional<Notification> due = due(alert);
      if (due.isPresent() && !isTaken(due.get()) && ++failures == FAILURES_AT_ONCE) {
        break;
      }
    }
    return failures == 0;
  }

  private Optional<Notification> due(Alert alert) {
    Instant now = clock.instant();
    String id = alert.incidentId();
    Delivered last = ledger.last(target.name(), id).orElse(null);
    Situation situation =
        new Situation(
            routing.leads(alert, target.name()),
            noted.isAcknowledged(id),
            noted.isMuted(id, now),
            routing.isExpected(alert, now),
            ledger.firstUse(target.name(), now),
            now);
    Optional<NotificationKind> kind = target.policy().due(alert, last, situation);
    if (kind.isEmpty() && isToBeRepeated(alert, last, now)) {
      kind = Optional.of(NotificationKind.OPENED);
    }
    return kind.map(why -> new Notification(why, alert, last, now));
  }

  private boolean isToBeRepeated(Alert alert, @Nullable Delivered last, Instant now) {
    Duration resend = target.policy().resend();
    if (resend.isZero() || last == null || !last.isOpen() || !alert.state().isOpen()) {
      return false;
    }
    Instant at = resent.get(alert.incidentId());
    return at == null || !now.isBefore(at.plus(resend));
  }

  private boolean isTaken(Notification notification) throws InterruptedException {
    Alert alert = notification.alert();
    try {
      target.sink().send(notification);
    } catch (IOException e) {
      LOG.warn(
          "{} has not taken {} of {}: {}",
          target.name(),
          notification.kind(),
          alert.incidentId(),
          e.getMessage());
      return false;
    }
    Instant now = clock.instant();
    boolean isRepetition =
        notification.kind() == NotificationKind.OPENED
            && notification.previous() != null
            && notification.previous().isOpen();
    if (!isRepetition) {
      ledger.record(Delivered.of(target.name(), notification, now));
      LOG.info("{} took {} of {}", target.name(), notification.kind(), alert.incidentId());
    }
    if (alert.state().isOpen()) {
      resent.put(alert.incidentId(), now);
    } else {
      resent.remove(alert.incidentId());
    }
    return true;
  }
}
