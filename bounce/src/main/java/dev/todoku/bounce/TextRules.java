package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a reply say: tables of rules, in each of which the first that holds decides.
 * All phrases of all tables are looked for at once.
 */
final class TextRules {
  private final Phrases phrases;

  /** All rules, table after table. */
  private final List<Rule> rules = new ArrayList<>();

  /** For each rule: the numbers of its phrases. */
  private final List<int[]> needed = new ArrayList<>();

  /** Index after the last rule of each table. */
  private final int[] ends;

  /** For each phrase: the rules whose longest phrase it is. */
  private final List<int[]> byPhrase = new ArrayList<>();

  /**
   * The rules of {@code tables}.
   *
   * @throws IllegalArgumentException with file and line, when a rule can never be the first of its
   *     table to hold
   */
  TextRules(List<List<Rule>> tables) {
    ends = new int[tables.size()];
    for (int table = 0; table < tables.size(); table++) {
      rules.addAll(tables.get(table));
      ends[table] = rules.size();
    }
    phrases = new Phrases(rules.stream().flatMap(rule -> rule.words().stream()).toList());
    for (int i = 0; i < rules.size(); i++) {
      add(i);
    }
    for (int table = 0; table < ends.length; table++) {
      checkNoneHides(table == 0 ? 0 : ends[table - 1], ends[table]);
    }
  }

  private void add(int index) {
    needed.add(rules.get(index).words().stream().mapToInt(phrases::number).toArray());
    String longest =
        rules.get(index).words().stream().max(Comparator.comparing(String::length)).orElseThrow();
    int number = phrases.number(longest);
    while (byPhrase.size() <= number) {
      byPhrase.add(new int[0]);
    }
    int[] known = byPhrase.get(number);
    int[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = index;
    byPhrase.set(number, more);
  }

  private void checkNoneHides(int from, int to) {
    for (int later = from; later < to; later++) {
      Rule rule = rules.get(later);
      BitSet standing = new BitSet();
      rule.words().forEach(words -> standing.or(phrases.in(words)));
      int below = later;
      candidates(
          standing,
          earlier -> {
            Rule above = rules.get(earlier);
            if (earlier >= from && earlier < below && above.when().covers(rule.when())) {
              throw rule.line()
                  .error("never matches: " + above.words() + " stands above, in " + above.place());
            }
          });
    }
  }

  /**
   * The first rule of each table that holds; null where none does. Words within web addresses are
   * read only by tables and rules that say so; words of advice only where a table has no rule for
   * the others.
   *
   * @param readsWeb how many tables, from the first, read web addresses and advice as anything else
   */
  @Nullable Rule[] match(ReplyWords words, SmtpExchange exchange, int readsWeb) {
    BitSet[] found = phrases.in(words);
    int[] first = ends.clone();
    int[] advised = ends.clone();
    candidates(
        found[0],
        index -> {
          Rule rule = rules.get(index);
          int table = 0;
          while (index >= ends[table]) {
            table++;
          }
          if (index < advised[table] || index < first[table]) {
            boolean readsAll = table < readsWeb || rule.when().readsWeb();
            int[] by = needed.get(index);
            boolean isPlain = readsAll || isWithin(by, found[2]);
            if ((isPlain || isWithin(by, found[1])) && rule.when().holds(exchange)) {
              int[] into = isPlain ? first : advised;
              into[table] = Math.min(into[table], index);
            }
          }
        });
    Rule[] decided = new Rule[ends.length];
    for (int table = 0; table < ends.length; table++) {
      int index = first[table] == ends[table] ? advised[table] : first[table];
      decided[table] = index == ends[table] ? null : rules.get(index);
    }
    return decided;
  }

  /** Calls {@code listener} with every rule all of whose phrases are {@code found}. */
  private void candidates(BitSet found, IntConsumer listener) {
    for (int phrase = found.nextSetBit(0); phrase >= 0; phrase = found.nextSetBit(phrase + 1)) {
      if (phrase < byPhrase.size()) {
        for (int index : byPhrase.get(phrase)) {
          if (isWithin(needed.get(index), found)) {
            listener.accept(index);
          }
        }
      }
    }
  }

  private static boolean isWithin(int[] needed, BitSet found) {
    for (int phrase : needed) {
      if (!found.get(phrase)) {
        return false;
      }
    }
    return true;
  }
}
