package dev.todoku.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a message, for one recipient. */
public enum Action {
  FAILED,
  DELAYED,
  DELIVERED,
  /** Passed on to a server that sends no notices. */
  RELAYED,
  /** Given to the members of a list, who have notices of their own. */
  EXPANDED,
  /** The recipient reported it as unwanted. */
  COMPLAINED,
  /** A report on it came by which nobody complains (authentication, "not spam", unsubscribed). */
  REPORTED,
  /** A program answered in the recipient's place. */
  AUTO_REPLIED;

  /** The action that RFC 3464 section 2.3.3 calls {@code name}; null when it has none. */
  static @Nullable Action of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "failed", "failure", "fail" -> FAILED;
      case "delayed" -> DELAYED;
      case "delivered", "deliverable" -> DELIVERED;
      case "relayed" -> RELAYED;
      case "expanded" -> EXPANDED;
      default -> null;
    };
  }
}
