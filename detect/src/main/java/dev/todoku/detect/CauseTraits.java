package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is true of every incident of a cause: a row of {@code causes.tsv}, the one place that says
 * so.
 *
 * @param cause the cause
 * @param severity how urgent it is
 * @param milder how urgent it is in its milder form; {@code severity} where it has none
 * @param group the causes that it may turn out to be
 * @param refusesMail whether mail is refused for it that would be accepted otherwise
 * @param hasSenderFacts whether the sender's DNS may explain it
 * @param explained which failed mail of its scope it may be the reason for
 * @param runbook name of the section of the runbook that says what to do
 */
public record CauseTraits(
    Cause cause,
    Severity severity,
    Severity milder,
    CauseGroup group,
    boolean refusesMail,
    boolean hasSenderFacts,
    ExplainedFaults explained,
    String runbook) {
  private static final String FILE = "causes.tsv";
  private static final int COLUMNS = 8;
  private static final String NONE = "-";
  private static final Map<Cause, CauseTraits> BY_CAUSE = of(Table.read(CauseTraits.class, FILE));

  public static CauseTraits of(Cause cause) {
    return Objects.requireNonNull(BY_CAUSE.get(cause));
  }

  /**
   * Reads the table.
   *
   * @throws IllegalArgumentException with file and line when it is wrong or lacks a cause
   */
  static Map<Cause, CauseTraits> of(List<Line> lines) {
    Map<Cause, CauseTraits> all = new EnumMap<>(Cause.class);
    for (Line line : lines) {
      CauseTraits traits = read(line);
      if (all.put(traits.cause(), traits) != null) {
        throw line.error("this cause stands here twice");
      }
    }
    for (Cause cause : Cause.values()) {
      if (!all.containsKey(cause)) {
        throw new IllegalArgumentException(FILE + ": " + cause + " is missing");
      }
    }
    return all;
  }

  private static CauseTraits read(Line line) {
    List<String> cells = line.cells(COLUMNS);
    Severity severity = constant(Severity.class, line, cells.get(1));
    return new CauseTraits(
        constant(Cause.class, line, cells.get(0)),
        severity,
        cells.get(2).equals(NONE) ? severity : constant(Severity.class, line, cells.get(2)),
        constant(CauseGroup.class, line, cells.get(3)),
        isYes(line, cells.get(4)),
        isYes(line, cells.get(5)),
        constant(ExplainedFaults.class, line, cells.get(6)),
        cells.get(7));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Line line, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw line.error("\"" + name + "\" is no " + type.getSimpleName());
    }
  }

  private static boolean isYes(Line line, String cell) {
    if (!cell.equals("yes") && !cell.equals("no")) {
      throw line.error("\"" + cell + "\" is neither yes nor no");
    }
    return cell.equals("yes");
  }
}
