package dev.todoku.typo;

import dev.todoku.provider.WellKnownProviders;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Suggests the domain that was meant: from the table where it knows, else the well-known mail
 * domains that are nearest on the keyboard.
 */
public final class Typos {
  private static final int MOST = 3;

  /** Cost of the slips that are believed, per letter of the domain as typed. */
  private static final double PER_LETTER = 0.13;

  private static final double LEAST = 0.5;
  private static final double UTMOST = 2;

  /** A shorter name, such as "au", says too little when only the endings differ. */
  private static final int SHORTEST_NAME = 4;

  /**
   * A domain that may be meant.
   *
   * @param cost of the slips that are believed
   * @param letters of all slips, to choose between equals
   */
  private record Candidate(String domain, double cost, double letters) {}

  private static final Comparator<Candidate> NEAREST =
      Comparator.comparingDouble(Candidate::cost)
          .thenComparingDouble(Candidate::letters)
          .thenComparing(Candidate::domain);

  private final Map<String, List<String>> table;
  private final Set<String> known;

  private Typos(Map<String, List<String>> table, Set<String> known) {
    this.table = Map.copyOf(table);
    this.known = known;
  }

  /**
   * Reads the tables that ship with Todoku.
   *
   * @throws IllegalArgumentException with file and line when one is wrong
   */
  public static Typos load() {
    Map<String, List<String>> table = new HashMap<>();
    for (Line line : Table.read(Typos.class, "typos.tsv")) {
      List<String> cells = line.cells(2);
      if (table.put(cells.get(0), List.of(cells.get(1).split(",", -1))) != null) {
        throw line.error("this stands in the table already");
      }
    }
    Set<String> known = new TreeSet<>(WellKnownProviders.load().domains());
    table.values().forEach(known::addAll);
    return new Typos(table, known);
  }

  /** What the table says of domains as typed. */
  public Map<String, List<String>> table() {
    return table;
  }

  /**
   * Domains that may be meant by {@code domain}, likeliest first, at most three; none for a domain
   * that is known itself. Only for domains that do not exist or take no mail: every name is like
   * another.
   *
   * @param domain in normal form
   */
  public List<String> meant(String domain) {
    List<String> reported = table.get(domain);
    if (reported != null) {
      return reported;
    }
    if (known.contains(domain)) {
      return List.of();
    }
    return known.stream()
        .map(candidate -> candidate(domain, candidate))
        .filter(candidate -> candidate.cost() <= most(domain))
        .sorted(NEAREST)
        .limit(MOST)
        .map(Candidate::domain)
        .toList();
  }

  /** The same name under another ending is one slip, however long the endings are. */
  private static Candidate candidate(String typed, String domain) {
    double letters = Slips.cost(typed, domain);
    boolean sameName = name(typed).equals(name(domain)) && name(typed).length() >= SHORTEST_NAME;
    return new Candidate(domain, sameName ? Math.min(letters, LEAST) : letters, letters);
  }

  private static double most(String domain) {
    return Math.max(LEAST, Math.min(UTMOST, PER_LETTER * domain.length()));
  }

  private static String name(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : domain.substring(0, dot);
  }
}
