package dev.todoku.provider;

import dev.todoku.schema.Address;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Providers by the domains that everybody knows. The most specific entry of the table decides; a
 * look-up costs one hash probe per label of the domain.
 */
public final class WellKnownProviders implements ProviderNames {
  private static final String TABLE = "providers.tsv";
  private static final String SUBDOMAINS = "*.";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

  private static final class Shipped {
    static final WellKnownProviders PROVIDERS = of(Table.read(WellKnownProviders.class, TABLE));
  }

  private final Map<String, String> byDomain = new HashMap<>();
  private final Map<String, String> bySuffix = new HashMap<>();

  private WellKnownProviders(List<Line> lines) {
    for (Line line : lines) {
      List<String> cells = line.cells(2);
      add(line, cells.get(0), cells.get(1));
    }
  }

  /** The table that ships with Todoku, which is read once. */
  public static WellKnownProviders load() {
    return Shipped.PROVIDERS;
  }

  static WellKnownProviders of(List<Line> lines) {
    return new WellKnownProviders(lines);
  }

  @Override
  public String of(String domain) {
    String exact = byDomain.get(domain);
    if (exact != null) {
      return exact;
    }
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      String provider = bySuffix.get(domain.substring(dot + 1));
      if (provider != null) {
        return provider;
      }
    }
    return domain;
  }

  /** The names of all providers in the table. */
  public Set<String> names() {
    Set<String> names = new HashSet<>(byDomain.values());
    names.addAll(bySuffix.values());
    return Set.copyOf(names);
  }

  /** The domains of the table that stand for themselves. */
  public Set<String> domains() {
    return Set.copyOf(byDomain.keySet());
  }

  private void add(Line line, String provider, String entry) {
    if (!NAME.matcher(provider).matches()) {
      throw line.error("\"" + provider + "\" is no provider name: lower case, digits, hyphens");
    }
    boolean suffix = entry.startsWith(SUBDOMAINS);
    String domain = suffix ? entry.substring(SUBDOMAINS.length()) : entry;
    if (!DOMAIN.matcher(domain).matches() || !Address.normalDomain(domain).equals(domain)) {
      throw line.error("\"" + domain + "\" is no domain in normal form");
    }
    String before = (suffix ? bySuffix : byDomain).putIfAbsent(domain, provider);
    if (before != null) {
      throw line.error("\"" + entry + "\" is listed twice, as " + before + " and " + provider);
    }
  }
}
