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

/** Who runs a mail server, by its name. */
public final class ServerOwners {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private static final class Shipped {
    static final ServerOwners OWNERS =
        of(
            Table.read(ServerOwners.class, "mx-suffixes.tsv"),
            Table.read(ServerOwners.class, "public-suffixes.txt"));
  }

  private final Map<String, String> bySuffix = new HashMap<>();
  private final Set<String> providers = new HashSet<>();
  private final Set<String> publicSuffixes = new HashSet<>();

  private ServerOwners(List<Line> suffixes, List<Line> publicSuffixes) {
    for (Line line : suffixes) {
      List<String> cells = line.cells(2);
      if (!NAME.matcher(cells.get(0)).matches()) {
        throw line.error(
            "\"" + cells.get(0) + "\" is no provider name: lower case, digits, hyphens");
      }
      String suffix = cells.get(1);
      if (suffix.indexOf('.') < 0 || !Address.normalDomain(suffix).equals(suffix)) {
        throw line.error("\"" + suffix + "\" is no domain in normal form");
      }
      if (bySuffix.put(suffix, cells.get(0)) != null) {
        throw line.error("\"" + suffix + "\" stands here twice");
      }
    }
    providers.addAll(bySuffix.values());
    publicSuffixes.forEach(line -> this.publicSuffixes.add(line.text().strip()));
  }

  /** The tables that ship with Todoku, which are read once. */
  public static ServerOwners load() {
    return Shipped.OWNERS;
  }

  static ServerOwners of(List<Line> suffixes, List<Line> publicSuffixes) {
    return new ServerOwners(suffixes, publicSuffixes);
  }

  /**
   * The provider that runs {@code server}; where it is not known, the domain of the organisation
   * that the server's name lies in, so that all its servers have one name.
   *
   * @param server a host name in lower case
   */
  public String of(String server) {
    for (String at = server; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
      String provider = bySuffix.get(at);
      if (provider != null) {
        return provider;
      }
    }
    return organisation(server);
  }

  /** Whether the names of the mail servers of {@code provider} are known. */
  public boolean isKnown(String provider) {
    return providers.contains(provider);
  }

  /** {@code example.co.jp} for {@code mx1.mail.example.co.jp}. */
  public String organisation(String name) {
    String[] labels = name.split("\\.", -1);
    int count = labels.length;
    boolean isTwofold =
        count > 2 && labels[count - 1].length() == 2 && publicSuffixes.contains(labels[count - 2]);
    int keep = Math.min(count, isTwofold ? 3 : 2);
    return String.join(".", List.of(labels).subList(count - keep, count));
  }
}
