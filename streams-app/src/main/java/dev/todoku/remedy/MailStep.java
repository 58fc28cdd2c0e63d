package dev.todoku.remedy;

import dev.todoku.dns.fact.SenderCheck;
import dev.todoku.schema.Text;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does about one mail.
 *
 * @param id stable name of the step
 * @param by who does it
 * @param text what to do
 * @param at page of whoever is responsible that explains it, null when there is none
 * @param seen when that page was last known, {@code 2026-11}; null where there is none
 * @param checks what of the sender it is about, empty for most
 * @param isForOrder whether it is for where all of these are in order; else for where one is not
 */
public record MailStep(
    String id,
    By by,
    Text text,
    @Nullable String at,
    @Nullable String seen,
    Set<SenderCheck> checks,
    boolean isForOrder) {
  private static final String IN_ORDER = "in-order";
  private static final String NOT_IN_ORDER = "not-in-order";

  public MailStep {
    checks = Set.copyOf(checks);
  }

  static MailStep of(PlaybookEntry entry, String id, By by) {
    String[] dns = entry.dns() == null ? new String[0] : entry.dns().split(" +", -1);
    boolean isForOrder = dns.length == 2 && dns[1].equals(IN_ORDER);
    if (dns.length != 0 && !isForOrder && !(dns.length == 2 && dns[1].equals(NOT_IN_ORDER))) {
      throw entry.head().error("\"dns\" is checks and in-order or not-in-order");
    }
    Set<SenderCheck> checks = EnumSet.noneOf(SenderCheck.class);
    if (dns.length != 0) {
      for (String name : dns[0].split(",", -1)) {
        try {
          checks.add(SenderCheck.valueOf(name));
        } catch (IllegalArgumentException e) {
          throw entry.head().error("nobody checks " + name);
        }
      }
    }
    return new MailStep(id, by, entry.text(), entry.at(), entry.seen(), checks, isForOrder);
  }

  /**
   * Whether it is of use.
   *
   * @param inOrder what is in order of the sender
   */
  public boolean isNeeded(Set<SenderCheck> inOrder) {
    return checks.isEmpty() || inOrder.containsAll(checks) == isForOrder;
  }

  /** Who does something about a mail. */
  public enum By {
    RECIPIENT,
    /** Who talks to the customer. */
    SUPPORT,
    /** Who runs the sending side. */
    OPERATOR,
    /** Who runs the receiving side. */
    RECEIVER;

    static By of(PlaybookEntry entry, String word) {
      for (By by : values()) {
        if (by.name().toLowerCase(Locale.ROOT).equals(word)) {
          return by;
        }
      }
      throw entry.head().error("nobody is called " + word);
    }
  }
}
