package dev.todoku.cli.demo;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of each message of the simulated day, by what it met: found in another way than by
 * the pipeline. Every message of the day has one recipient.
 */
final class DayLedger {

  /** The fate of one message. */
  record Fate(String messageId, String recipient, Status status) {

    private Fate or(Status other) {
      return other.compareTo(status) > 0 ? new Fate(messageId, recipient, other) : this;
    }
  }

  private final Map<String, Fate> fates = new LinkedHashMap<>();

  void add(MailEvent event) {
    if (event instanceof Send send) {
      fates.put(send.messageId(), new Fate(send.messageId(), send.recipient(), Status.SENT));
    } else if (event instanceof Deferral) {
      meets(event, Status.DEFERRED);
    } else if (event instanceof Delivery) {
      meets(event, Status.DELIVERED);
    } else if (event instanceof Bounce) {
      meets(event, Status.BOUNCED);
    }
  }

  private void meets(MailEvent event, Status status) {
    fates.computeIfPresent(event.messageId(), (id, fate) -> fate.or(status));
  }

  int size() {
    return fates.size();
  }

  /** How many messages end in each status. */
  Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    fates.values().forEach(fate -> counts.merge(fate.status(), 1, Integer::sum));
    return counts;
  }

  /** The messages of which the board does not say what became of them. */
  List<Fate> notOn(OutputView board) {
    return fates.values().stream().filter(fate -> !isOn(board, fate)).toList();
  }

  private static boolean isOn(OutputView board, Fate fate) {
    return board
        .outcomeOf(fate.messageId(), fate.recipient())
        .filter(known -> known.status() == fate.status())
        .isPresent();
  }
}
