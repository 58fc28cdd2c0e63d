package dev.todoku.intake.log;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server's own classes of failures mean: a table beside its format, {@code class, permanent
 * (yes, no, -), reason}, with the source in its head.
 */
public final class ServerFailureClasses {
  private record Row(@Nullable Boolean permanent, Reason reason) {}

  private final Map<String, Row> rows = new HashMap<>();

  private ServerFailureClasses() {}

  /**
   * Reads a table.
   *
   * @param beside a class of the package in which the table lies
   * @throws IllegalArgumentException with file and line when a row is wrong
   */
  public static ServerFailureClasses load(Class<?> beside, String name) {
    ServerFailureClasses table = new ServerFailureClasses();
    for (Line line : Table.read(beside, name)) {
      List<String> cells = line.cells(3);
      Row row = new Row(permanent(line, cells.get(1)), reason(line, cells.get(2)));
      table.rows.put(key(cells.get(0)), row);
    }
    return table;
  }

  /** Whether a class says that the mailbox or domain takes no mail; empty where it does not say. */
  public Optional<Boolean> permanent(String peerReason) {
    return Optional.ofNullable(rows.get(key(peerReason))).map(Row::permanent);
  }

  public boolean knows(String peerReason) {
    return rows.containsKey(key(peerReason));
  }

  /** {@link Reason#UNDEFINED} for classes that are not in the table. */
  public Reason reasonOf(String peerReason) {
    Row row = peerReason == null ? null : rows.get(key(peerReason));
    return row == null ? Reason.UNDEFINED : row.reason();
  }

  private static String key(String peerReason) {
    return peerReason.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Boolean permanent(Line line, String cell) {
    return switch (cell) {
      case "yes" -> Boolean.TRUE;
      case "no" -> Boolean.FALSE;
      case "-" -> null;
      default -> throw line.error("permanent is yes, no or -, not " + cell);
    };
  }

  private static Reason reason(Line line, String name) {
    try {
      return Reason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw line.error("there is no reason " + name);
    }
  }
}
