package dev.todoku.simulate;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * The customers of the shop. They are a fixed number, and what their mailboxes are like never
 * changes: the same addresses fail again and again. Nobody is kept in memory; a customer follows
 * from the number alone.
 */
final class SimulatedRecipients {

  /** What a mailbox does with mail. */
  enum Mailbox {
    GOOD,
    UNKNOWN,
    /** Accepts, and sends a bounce message later. */
    UNKNOWN_LATER,
    FULL,
    FULL_FOR_NOW
  }

  /**
   * A customer.
   *
   * @param greylists whether the server answers "try again later" at times
   */
  record Recipient(String address, String domain, Mailbox mailbox, boolean greylists) {}

  private record Domain(String name, boolean greylists) {}

  private final NavigableMap<Integer, Domain> byWeight = new TreeMap<>();
  private final int totalWeight;
  private final int count;
  private final long seed;

  SimulatedRecipients(int count, long seed) {
    this.count = count;
    this.seed = seed;
    int total = 0;
    for (Line line : Table.read(SimulatedRecipients.class, "mailboxes.tsv")) {
      List<String> cells = line.cells(3);
      byWeight.put(total, new Domain(cells.get(0), cells.get(2).equals("yes")));
      total += Integer.parseInt(cells.get(1));
    }
    totalWeight = total;
  }

  Recipient any(Random random) {
    return get(random.nextInt(count));
  }

  private Recipient get(int number) {
    Random own = new Random(seed * 1_000_003 + number);
    // The first draws of neighbouring seeds are alike.
    own.nextInt();
    Domain domain = byWeight.floorEntry(own.nextInt(totalWeight)).getValue();
    String address = "demo-" + number + "@" + domain.name();
    return new Recipient(address, domain.name(), mailbox(own.nextInt(10_000)), domain.greylists());
  }

  /** One percent is not good; {@code tenThousandth} is even in 0 … 9,999. */
  private static Mailbox mailbox(int tenThousandth) {
    if (tenThousandth < 40) {
      return Mailbox.UNKNOWN;
    } else if (tenThousandth < 50) {
      return Mailbox.UNKNOWN_LATER;
    } else if (tenThousandth < 70) {
      return Mailbox.FULL;
    } else if (tenThousandth < 90) {
      return Mailbox.FULL_FOR_NOW;
    }
    return Mailbox.GOOD;
  }
}
