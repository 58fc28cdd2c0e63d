package dev.todoku.bench.chaos;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of each message, from its events: found in another way than by the pipeline. Every
 * message has one recipient.
 */
final class Fates {
  private static final long MINUTE = 60_000;

  private final Map<String, Fate> fates = new HashMap<>();

  private static final class Fate {
    private @Nullable Send send;
    private Status status = Status.SENT;
    private long deliveredAt;
    private long bouncedAt;

    private void reach(Status other) {
      status = other.compareTo(status) > 0 ? other : status;
    }
  }

  /** An event is written; the same one again changes nothing. */
  void add(MailEvent event) {
    Fate fate = fates.computeIfAbsent(event.messageId(), id -> new Fate());
    if (event instanceof Send send) {
      fate.send = send;
    } else if (event instanceof Deferral) {
      fate.reach(Status.DEFERRED);
    } else if (event instanceof Delivery) {
      fate.reach(Status.DELIVERED);
      fate.deliveredAt = earlier(fate.deliveredAt, event.time());
    } else if (event instanceof Bounce) {
      fate.reach(Status.BOUNCED);
      fate.bouncedAt = earlier(fate.bouncedAt, event.time());
    }
  }

  private static long earlier(long known, long time) {
    return known == 0 ? time : Math.min(known, time);
  }

  /** Outcomes of messages that were sent, by {@link #key}. */
  Map<String, String> outcomes() {
    Map<String, String> outcomes = new TreeMap<>();
    fates.forEach(
        (id, fate) -> {
          if (fate.send != null) {
            outcomes.put(
                key(id, fate.send.recipient()),
                text(fate.status, fate.send.time(), fate.deliveredAt, fate.bouncedAt));
          }
        });
    return outcomes;
  }

  /** What an outcome says of that. */
  static String text(Outcome outcome) {
    return text(outcome.status(), outcome.sentAt(), outcome.deliveredAt(), outcome.bouncedAt());
  }

  private static String text(Status status, long sentAt, long deliveredAt, long bouncedAt) {
    return status + " sent=" + sentAt + " delivered=" + deliveredAt + " bounced=" + bouncedAt;
  }

  static String key(String messageId, String recipient) {
    return messageId + " to " + recipient;
  }

  /**
   * Accepted and bounced messages by minute, source IP and From domain, as rows of provider health
   * add up to in the end.
   */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Fate fate : fates.values()) {
      if (fate.send != null) {
        count(counts, fate.send, "accepted", fate.deliveredAt);
        count(counts, fate.send, "bounced", fate.bouncedAt);
      }
    }
    return counts;
  }

  private static void count(Map<String, Long> counts, Send send, String what, long time) {
    if (time > 0) {
      String from = send.origin().sourceIp() + ' ' + send.origin().fromDomain();
      counts.merge(time / MINUTE * MINUTE + " " + from + ' ' + what, 1L, Long::sum);
    }
  }

  /** Adds what a row says of that. */
  static void count(Map<String, Long> counts, ProviderHealth row) {
    String from = row.minute() + " " + row.sourceIp() + ' ' + row.fromDomain();
    if (row.accepted() > 0) {
      counts.merge(from + " accepted", row.accepted(), Long::sum);
    }
    if (row.bounced() > 0) {
      counts.merge(from + " bounced", row.bounced(), Long::sum);
    }
  }
}
