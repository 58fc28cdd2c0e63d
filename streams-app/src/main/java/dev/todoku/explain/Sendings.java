package dev.todoku.explain;

import dev.todoku.message.Resends;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/**
 * When one Message-ID was sent to one recipient: once, as a rule.
 *
 * @param times the first of each, in order; empty when no send time is known
 */
record Sendings(List<Long> times) {

  /** Of a message that went through several queues, each of which has a time, the outcome knows. */
  static Sendings of(Collection<MailEvent> events, Collection<Outcome> outcomes) {
    boolean isOneOnItsWay = outcomes.stream().anyMatch(outcome -> !outcome.way().isEmpty());
    List<Long> times = new ArrayList<>();
    LongStream.concat(
            outcomes.stream().mapToLong(Outcome::sentAt),
            isOneOnItsWay ? LongStream.empty() : events.stream().mapToLong(Sendings::sentAt))
        .filter(time -> time != 0)
        .sorted()
        .forEach(
            time -> {
              if (times.isEmpty() || Resends.areApart(times.get(times.size() - 1), time)) {
                times.add(time);
              }
            });
    return new Sendings(List.copyOf(times));
  }

  /** Which one an event belongs to: the one that it names, else the latest before it. */
  long of(MailEvent event) {
    long sentAt = sentAt(event);
    return of(sentAt == 0 ? event.time() : sentAt);
  }

  /** Which one an outcome is of. */
  long of(Outcome outcome) {
    return of(outcome.sentAt() == 0 ? outcome.time() : outcome.sentAt());
  }

  private long of(long time) {
    long found = times.isEmpty() ? 0 : times.get(0);
    for (long sent : times) {
      found = sent <= time ? sent : found;
    }
    return found;
  }

  /** 0 when the event does not say. */
  private static long sentAt(MailEvent event) {
    if (event instanceof Send send) {
      return send.time();
    }
    if (event instanceof Delivery delivery) {
      return delivery.queuedAt();
    }
    if (event instanceof Deferral deferral) {
      return deferral.queuedAt();
    }
    boolean isServersOwn =
        event instanceof Bounce bounce && bounce.kind() != Bounce.Kind.OUT_OF_BAND;
    return isServersOwn ? ((Bounce) event).queuedAt() : 0;
  }
}
