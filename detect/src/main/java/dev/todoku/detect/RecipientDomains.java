package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Address;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Failures since the onset by the recipient's domain, as far as samples show them. The first
 * {@value #KEPT} domains have a name, the rest is one. Not thread-safe.
 */
final class RecipientDomains {
  private static final int KEPT = 24;
  private static final String REST = "…";

  /** So many companies that refuse say nothing of the provider that runs their mailboxes. */
  private static final int FEW = 2;

  private static final double NEARLY_ALL = .9;

  /** Of so many failures, one may be of something else. */
  private static final int SEVERAL = 5;

  private final SortedMap<String, Long> failures = new TreeMap<>();

  void add(String recipient) {
    String domain = Address.domainOf(recipient);
    boolean isKept = failures.size() < KEPT || failures.containsKey(domain);
    failures.merge(isKept ? domain : REST, 1L, Long::sum);
  }

  /**
   * Whether nearly all failures are of one or two domains, and {@code isHosted} is true of these.
   */
  boolean areFew(Predicate<String> isHosted) {
    long all = failures.values().stream().mapToLong(Long::longValue).sum();
    long few =
        failures.entrySet().stream()
            .filter(domain -> !domain.getKey().equals(REST) && isHosted.test(domain.getKey()))
            .map(Map.Entry::getValue)
            .sorted(Comparator.reverseOrder())
            .limit(FEW)
            .mapToLong(Long::longValue)
            .sum();
    long others = all - few;
    return few > 0 && (few >= NEARLY_ALL * all || (others == 1 && all >= SEVERAL));
  }

  void writeTo(BinaryWriter out) {
    out.writeVarLong(failures.size());
    failures.forEach((domain, count) -> out.writeString(domain).writeVarLong(count));
  }

  static RecipientDomains readFrom(BinaryReader in) {
    RecipientDomains domains = new RecipientDomains();
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      domains.failures.put(in.readString(), in.readVarLong());
    }
    return domains;
  }
}
