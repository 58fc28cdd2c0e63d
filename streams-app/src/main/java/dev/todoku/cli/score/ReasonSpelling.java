package dev.todoku.cli.score;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reasons by the names that collections of bounces give them: {@code reason-names.tsv}. */
final class ReasonSpelling {
  private final Map<String, Reason> reasons = new HashMap<>();

  ReasonSpelling() {
    for (Reason reason : Reason.values()) {
      reasons.put(plain(reason.name()), reason);
    }
    for (Line line : Table.read(ReasonSpelling.class, "reason-names.tsv")) {
      List<String> cells = line.cells(2);
      reasons.put(cells.get(0), Reason.valueOf(cells.get(1)));
    }
  }

  /** The reason called {@code name}; empty when none is. */
  Optional<Reason> of(String name) {
    return Optional.ofNullable(reasons.get(plain(name)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
