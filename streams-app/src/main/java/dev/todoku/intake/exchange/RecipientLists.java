package dev.todoku.intake.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lists with semicolons in the cells of a tracking log: recipients, and their states in the same
 * order.
 */
final class RecipientLists {
  /** A semicolon behind which another state begins: a reply, a list of properties, or nothing. */
  private static final Pattern NEXT_STATE = Pattern.compile(";(?=\\s*(?:[245]\\d\\d[ -]|\\[\\{))");

  private RecipientLists() {}

  static List<String> recipients(String cell) {
    List<String> recipients = new ArrayList<>();
    for (String recipient : cell.split(";", -1)) {
      if (!recipient.isBlank()) {
        recipients.add(recipient.strip());
      }
    }
    return recipients;
  }

  /** As many states as there are recipients, empty where none is named. */
  static List<String> states(String cell, int recipients) {
    if (recipients == 1) {
      return List.of(cell.strip());
    }
    List<String> states = outsideBrackets(cell);
    if (states.size() != recipients) {
      states = new ArrayList<>(List.of(NEXT_STATE.split(cell)));
    }
    // A state that is given once for all is that of each.
    String last = states.size() == 1 ? states.get(0) : "";
    while (states.size() < recipients) {
      states.add(last);
    }
    return states;
  }

  /** Parts between semicolons that do not stand within {@code [{…};{…}]}. */
  private static List<String> outsideBrackets(String cell) {
    List<String> parts = new ArrayList<>();
    boolean isWithin = false;
    int from = 0;
    for (int i = 0; i < cell.length(); i++) {
      if (!isWithin && cell.startsWith("[{", i)) {
        isWithin = true;
      } else if (isWithin && cell.startsWith("}]", i)) {
        isWithin = false;
      } else if (!isWithin && cell.charAt(i) == ';') {
        parts.add(cell.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(cell.substring(from).strip());
    return parts;
  }
}
