package dev.todoku.intake.postfix;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of a queue entry, the eldest first, and what is remembered of each. */
final class EntryRecipients {
  private final Map<String, QueueEntry.Recipient> byAddress = new LinkedHashMap<>();

  EntryRecipients(List<QueueEntry.Recipient> known) {
    known.forEach(recipient -> byAddress.put(recipient.address(), recipient));
  }

  Collection<QueueEntry.Recipient> all() {
    return byAddress.values();
  }

  /** Null for one that is not known. */
  QueueEntry.@Nullable Recipient get(String address) {
    return byAddress.get(address);
  }

  /** Delivery to a recipient has ended. */
  void end(String address) {
    byAddress.put(address, new QueueEntry.Recipient(address, true, null));
  }

  /** A recipient was deferred, later than before. */
  void defer(QueueLine.AttemptLine attempt) {
    boolean isLarge = byAddress.size() >= QueueEntry.MOST_ENDED;
    byAddress.put(
        attempt.recipient(),
        new QueueEntry.Recipient(
            attempt.recipient(), false, isLarge ? withShortReply(attempt) : attempt));
  }

  private static QueueLine.AttemptLine withShortReply(QueueLine.AttemptLine attempt) {
    String text = attempt.reply().text();
    if (text == null || text.length() <= QueueEntry.SHORT_REPLY) {
      return attempt;
    }
    return attempt.withText(text.substring(0, QueueEntry.SHORT_REPLY));
  }

  /** Forgets the eldest of those that need not be known any longer. */
  void forgetSome() {
    if (byAddress.size() > QueueEntry.MOST_ENDED) {
      forgetEldest(true, QueueEntry.MOST_ENDED);
      forgetEldest(false, QueueEntry.MOST_OPEN);
    }
  }

  /**
   * An expiry must reach whoever is still being tried; of the others only the send is kept once.
   */
  private void forgetEldest(boolean ended, int most) {
    long count =
        byAddress.values().stream().filter(recipient -> recipient.ended() == ended).count();
    Iterator<QueueEntry.Recipient> eldest = byAddress.values().iterator();
    while (count > most && eldest.hasNext()) {
      if (eldest.next().ended() == ended) {
        eldest.remove();
        count--;
      }
    }
  }
}
