package dev.todoku.binary;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for an enum's constants in binary forms. They are written down in {@code
 * enum-codes.txt}, so that a constant that is moved or taken out leaves what is stored as it is.
 */
public final class EnumCodes<E extends Enum<E>> {
  private static final String FILE = "enum-codes.txt";
  private static final List<Line> TABLE = Table.read(EnumCodes.class, FILE);

  private final String name;
  private final Map<E, Integer> codes;
  private final List<E> constants;

  private EnumCodes(String name, Map<E, Integer> codes, List<E> constants) {
    this.name = name;
    this.codes = codes;
    this.constants = constants;
  }

  /**
   * The codes of an enum.
   *
   * @throws IllegalStateException when the table lacks a constant of it, or has a code twice
   */
  public static <E extends Enum<E>> EnumCodes<E> of(Class<E> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    Map<E, Integer> codes = new EnumMap<>(type);
    List<E> constants = new ArrayList<>();
    for (Line line : TABLE) {
      List<String> cells = line.cells(3);
      if (cells.get(0).equals(name)) {
        E constant = constant(type, cells.get(2));
        int code = Integer.parseInt(cells.get(1));
        if (code != constants.size()) {
          throw new IllegalStateException(FILE + ": " + name + " has no code " + constants.size());
        }
        constants.add(constant);
        if (constant != null) {
          codes.put(constant, code);
        }
      }
    }
    for (E constant : type.getEnumConstants()) {
      if (!codes.containsKey(constant)) {
        throw new IllegalStateException(FILE + " has no code of " + name + '.' + constant);
      }
    }
    return new EnumCodes<>(name, codes, constants);
  }

  /** The constant of a row, null when it is one of those that are gone: their codes stay. */
  private static @Nullable <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  /** The number of {@code constant}, from 0. */
  public int code(E constant) {
    return Objects.requireNonNull(codes.get(constant));
  }

  /** The number that {@link #constantOrNull} reads: 0 for null, else one more than the code. */
  public int codeOrZero(@Nullable E constant) {
    return constant == null ? 0 : code(constant) + 1;
  }

  /**
   * The constant of a number.
   *
   * @throws IllegalArgumentException when there is none, as in what a newer Todoku wrote
   */
  public E constant(int code) {
    E constant = code < constants.size() ? constants.get(code) : null;
    if (constant == null) {
      throw new IllegalArgumentException("no " + name + " has the code " + code);
    }
    return constant;
  }

  /** The constant that {@link #codeOrZero} wrote, null for 0. */
  public @Nullable E constantOrNull(int code) {
    return code == 0 ? null : constant(code - 1);
  }

  /** How many codes there are. */
  public int size() {
    return constants.size();
  }
}
