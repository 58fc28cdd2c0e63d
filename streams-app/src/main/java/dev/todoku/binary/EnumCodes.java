package dev.todoku.binary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that stand for an enum's constants in binary forms. They are written down in {@code
 * enum-codes.txt}, so that a constant that is moved or taken out leaves what is stored as it is.
 */
public final class EnumCodes<E extends Enum<E>> {
  private static final String TABLE = "enum-codes.txt";
  private static final String COMMENT = "#";

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
    for (String[] row : rows()) {
      if (row[0].equals(name)) {
        E constant = constant(type, row[2]);
        int code = Integer.parseInt(row[1]);
        if (code != constants.size()) {
          throw new IllegalStateException(TABLE + ": " + name + " has no code " + constants.size());
        }
        constants.add(constant);
        if (constant != null) {
          codes.put(constant, code);
        }
      }
    }
    for (E constant : type.getEnumConstants()) {
      if (!codes.containsKey(constant)) {
        throw new IllegalStateException(TABLE + " has no code of " + name + '.' + constant);
      }
    }
    return new EnumCodes<>(name, codes, constants);
  }

  /** The constant of a row, null when it is one of those that are gone: their codes stay. */
  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private static List<String[]> rows() {
    try (InputStream table = EnumCodes.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
          .map(line -> line.strip().split("\\s+"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of {@code constant}, from 0. */
  public int code(E constant) {
    return codes.get(constant);
  }

  /** The number that {@link #constantOrNull} reads: 0 for null, else one more than the code. */
  public int codeOrZero(E constant) {
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
  public E constantOrNull(int code) {
    return code == 0 ? null : constant(code - 1);
  }

  /** How many codes there are. */
  public int size() {
    return constants.size();
  }
}
