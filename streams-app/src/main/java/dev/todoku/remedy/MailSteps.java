package dev.todoku.remedy;

import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to do about one mail, for each answer, provider and state, in Japanese and English: read
 * from {@code mail-steps.txt}.
 */
public final class MailSteps {
  private static final String FILE = "mail-steps.txt";
  private static final String ALL = "*";
  private static final String BUT = "!";

  private final Map<String, Set<String>> keys = new HashMap<>();
  private final Set<String> providers = new TreeSet<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<MailStep.By, Text> letters = new EnumMap<>(MailStep.By.class);

  /** How a mail stands. */
  public enum State {
    /** It is tried again. */
    WAITING,
    /** Refused for good, or given up. */
    FAILED,
    /** The same, and mail to its address is suppressed. */
    SUPPRESSED,
    /** A server took it. */
    TAKEN;

    private static Set<State> of(PlaybookEntry entry, String word) {
      if (word.equals(ALL)) {
        return Set.of(values());
      }
      Set<State> states = EnumSet.noneOf(State.class);
      for (String name : word.split(",", -1)) {
        try {
          states.add(valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
          throw entry.head().error("no mail can be " + name);
        }
      }
      return states;
    }
  }

  /** A step and what it is for: the providers that have it, or all but some. */
  private record Row(
      Set<String> keys,
      Set<String> providers,
      boolean isForOthers,
      Set<State> states,
      MailStep step) {
    boolean isFor(String key, State state) {
      return keys.contains(key) && states.contains(state);
    }

    boolean isOwnOf(String provider) {
      return !isForOthers && providers.contains(provider);
    }

    boolean isCommonTo(String provider) {
      return isForOthers && !providers.contains(provider);
    }
  }

  private MailSteps(List<Line> lines) {
    Set<String> ids = new HashSet<>();
    for (PlaybookEntry entry : PlaybookEntry.parse(lines)) {
      switch (entry.kind()) {
        case "keys" -> keys.put(entry.word(1, 2), Set.of(entry.word(2, 2).split(",", -1)));
        case "recipients" -> providers.add(entry.word(1, 1));
        case "letter" -> letters.put(MailStep.By.of(entry, entry.word(1, 1)), entry.text());
        case "step" -> rows.add(row(entry, ids));
        default -> throw entry.head().error("an entry is keys, recipients, a step or a letter");
      }
    }
  }

  /**
   * Reads the steps that ship with Todoku.
   *
   * @throws IllegalArgumentException with file and line when they are wrong
   */
  public static MailSteps load() {
    return of(Table.read(MailSteps.class, FILE));
  }

  static MailSteps of(List<Line> lines) {
    return new MailSteps(lines);
  }

  private Row row(PlaybookEntry entry, Set<String> ids) {
    Set<String> named = new HashSet<>();
    for (String key : entry.word(1, 5).split(",", -1)) {
      named.addAll(keys.getOrDefault(key, Set.of(key)));
    }
    String at = entry.word(2, 5);
    boolean isForOthers = at.equals(ALL) || at.startsWith(BUT);
    String names = at.startsWith(BUT) ? at.substring(BUT.length()) : at;
    Set<String> of = at.equals(ALL) ? Set.of() : Set.of(names.split(",", -1));
    if (!providers.containsAll(of)) {
      throw entry.head().error("not all providers of " + at + " stand above");
    }
    String id = entry.word(4, 5);
    if (!ids.add(id)) {
      throw entry.head().error("there is a step " + id + " already");
    }
    if ((entry.at() == null) != (entry.seen() == null)) {
      throw entry.head().error("an address has the month in which it was last known");
    }
    return new Row(
        named,
        of,
        isForOthers,
        State.of(entry, entry.word(3, 5)),
        MailStep.of(entry, id, MailStep.By.of(entry, entry.word(5, 5))));
  }

  /**
   * What to do, in order: the provider's own steps first.
   *
   * @param key what the answer is about: a situation or a reason
   * @param provider name of the recipient's provider
   */
  public List<MailStep> of(String key, String provider, State state) {
    List<MailStep> steps = new ArrayList<>();
    for (Row row : rows) {
      if (row.isFor(key, state) && row.isOwnOf(provider)) {
        steps.add(row.step());
      }
    }
    for (Row row : rows) {
      if (row.isFor(key, state) && row.isCommonTo(provider)) {
        steps.add(row.step());
      }
    }
    return List.copyOf(steps);
  }

  /** A text to paste, with placeholders: to the customer, or to the receiving administrator. */
  public Text letter(MailStep.By to) {
    Text letter = letters.get(to);
    if (letter == null) {
      throw new IllegalStateException("no letter to " + to);
    }
    return letter;
  }

  /** Providers whose recipients have steps of their own. */
  public Set<String> providers() {
    return Set.copyOf(providers);
  }

  /** Every step. */
  List<MailStep> all() {
    return rows.stream().map(Row::step).toList();
  }
}
