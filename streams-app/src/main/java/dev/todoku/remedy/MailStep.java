package dev.todoku.remedy;

import dev.todoku.schema.Text;
import java.util.Locale;

/**
 * What somebody does about one mail.
 *
 * @param id stable name of the step
 * @param by who does it
 * @param text what to do
 * @param at page of whoever is responsible that explains it, null when there is none
 * @param seen when that page was last known, {@code 2026-11}; null where there is none
 */
public record MailStep(String id, By by, Text text, String at, String seen) {

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
