package dev.todoku.bench.chaos;

import dev.todoku.schema.Delivery;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;

/**
 * Mail to many domains, some on every partition: what came before it is over when it is counted.
 */
final class ClosingMail {
  /** How many messages there are of one minute. */
  static final int COUNT = 60;

  private static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 OK", "end of DATA");

  private ClosingMail() {}

  /** Mail within the first second from {@code begin} on, accepted at once. */
  static List<InputRecord> at(long begin, Fates fates) {
    List<InputRecord> records = new ArrayList<>();
    Origin origin = new Origin("closing.example", "198.51.100.200", "closing.example", null, null);
    for (int number = 0; number < COUNT; number++) {
      long time = begin + number;
      String id = "closing." + begin + '.' + number + "@closing.example";
      String to = "closing@d" + number + ".example";
      Send send = Send.builder(id, to, time).origin(origin).build();
      Delivery delivery =
          Delivery.builder(id, to, time + 1).queuedAt(time).reply(ACCEPTED).origin(origin).build();
      fates.add(send);
      fates.add(delivery);
      records.add(InputRecord.of(send, time));
      records.add(InputRecord.of(delivery, time + 1));
    }
    return records;
  }
}
