package dev.todoku.intake.sender.json;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the classes of one sender mean in Todoku's reasons: {@code reasons.tsv} beside its format,
 * columns class, reason, source. A class that ends in {@code *} stands for all that begin so; case
 * does not matter. A class that states no reason, as "hard bounce", is not in the table.
 */
final class WebhookFailureClasses {
  private static final String ANY_END = "*";

  private final Map<String, Reason> byName = new HashMap<>();
  private final Map<String, Reason> byBeginning = new HashMap<>();

  private WebhookFailureClasses() {}

  static WebhookFailureClasses load(Class<?> owner) {
    WebhookFailureClasses reasons = new WebhookFailureClasses();
    for (Line line : Table.read(owner, "reasons.tsv")) {
      List<String> cells = line.cells(3);
      reasons.add(line, cells.get(0).toLowerCase(Locale.ROOT), reason(line, cells.get(1)));
    }
    return reasons;
  }

  private void add(Line line, String name, Reason reason) {
    boolean isBeginning = name.endsWith(ANY_END);
    String key = isBeginning ? name.substring(0, name.length() - ANY_END.length()) : name;
    if ((isBeginning ? byBeginning : byName).put(key, reason) != null) {
      throw line.error("the class " + name + " is there twice");
    }
  }

  /** The reason that {@code peerReason} states; empty when it states none. */
  Optional<Reason> of(String peerReason) {
    String name = peerReason.toLowerCase(Locale.ROOT);
    Reason exact = byName.get(name);
    return exact != null
        ? Optional.of(exact)
        : byBeginning.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  private static Reason reason(Line line, String name) {
    try {
      return Reason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw line.error("there is no reason " + name);
    }
  }
}
