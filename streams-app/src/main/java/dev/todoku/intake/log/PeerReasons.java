package dev.todoku.intake.log;

import dev.todoku.schema.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server's own classes of failures mean: a table beside its format, {@code class, permanent
 * (yes, no, -), reason}, with the source in its head.
 */
public final class PeerReasons {
  private record Row(Boolean permanent, Reason reason) {}

  private final Map<String, Row> rows = new HashMap<>();

  private PeerReasons() {}

  /**
   * Reads a table.
   *
   * @param beside a class of the package in which the table lies
   * @throws IllegalArgumentException with file and line when a row is wrong
   */
  public static PeerReasons load(Class<?> beside, String name) {
    PeerReasons table = new PeerReasons();
    int number = 0;
    for (String line : lines(beside, name)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      if (cells.length != 3 || !List.of("yes", "no", "-").contains(cells[1])) {
        throw new IllegalArgumentException(
            name + ':' + number + ": expected class, yes|no|-, reason");
      }
      Boolean permanent = cells[1].equals("-") ? null : Boolean.valueOf(cells[1].equals("yes"));
      try {
        table.rows.put(key(cells[0]), new Row(permanent, Reason.valueOf(cells[2])));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ':' + number + ": no reason " + cells[2], e);
      }
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

  private static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no table " + name + " beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
