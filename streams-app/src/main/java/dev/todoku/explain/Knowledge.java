package dev.todoku.explain;

import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Address;
import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import dev.todoku.typo.Typos;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the tables say.
 *
 * @param advice by situation or reason
 * @param typos suggests the domain that was meant
 * @param silentProviders providers that accept and drop
 * @param mailboxDomains domains in which anybody may have a mailbox
 */
public record Knowledge(
    Map<String, Text> advice,
    Typos typos,
    Set<String> silentProviders,
    Set<String> mailboxDomains) {

  /**
   * Reads the tables that ship with Todoku.
   *
   * @throws IllegalArgumentException with file and line when one is wrong
   */
  public static Knowledge load() {
    Map<String, Text> advice = new HashMap<>();
    for (Line line : Table.read(Knowledge.class, "advice.tsv")) {
      List<String> cells = line.cells(3);
      once(line, advice.put(cells.get(0), new Text(cells.get(1), cells.get(2))) == null);
    }
    Set<String> silent = new HashSet<>();
    for (Line line : Table.read(Knowledge.class, "silent-providers.tsv")) {
      once(line, silent.add(line.cells(1).get(0)));
    }
    return new Knowledge(
        Map.copyOf(advice), Typos.load(), Set.copyOf(silent), WellKnownProviders.load().domains());
  }

  /**
   * The advice of a situation or reason.
   *
   * @throws NullPointerException when the table has none
   */
  public Text advice(String key) {
    return Objects.requireNonNull(advice.get(key), key);
  }

  /** Addresses that may be meant by one of a mistyped domain; empty for others. */
  public List<String> meant(String address) {
    String local = address.substring(0, address.lastIndexOf('@') + 1);
    return typos.meant(Address.domainOf(address)).stream().map(local::concat).toList();
  }

  private static void once(Line line, boolean isNew) {
    if (!isNew) {
      throw line.error("this stands in the table already");
    }
  }
}
