package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import java.util.Arrays;
import java.util.Set;
import java.util.StringJoiner;

/** Counts by {@link Figure}. They add up in any order. Not thread-safe. */
public final class Figures {
  private static final EnumCodes<Figure> CODES = EnumCodes.of(Figure.class);

  private final int[] counts = new int[CODES.size()];

  public int get(Figure figure) {
    return counts[CODES.code(figure)];
  }

  /** Counts one of each. */
  public Figures plus(Set<Figure> figures) {
    figures.forEach(figure -> counts[CODES.code(figure)]++);
    return this;
  }

  /** Takes back one of each; a count may so become negative. */
  public Figures minus(Set<Figure> figures) {
    figures.forEach(figure -> counts[CODES.code(figure)]--);
    return this;
  }

  /** Whether nothing is counted. */
  public boolean isEmpty() {
    return Arrays.stream(counts).allMatch(count -> count == 0);
  }

  public Figures plus(Figures other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.addExact(counts[i], other.counts[i]);
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Figures figures && Arrays.equals(counts, figures.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (Figure figure : Figure.values()) {
      if (get(figure) != 0) {
        text.add(figure + " " + get(figure));
      }
    }
    return text.toString();
  }

  /** Writes the binary form: what is 0 takes no space. */
  public void writeTo(BinaryWriter out) {
    int present = 0;
    for (int i = 0; i < counts.length; i++) {
      present |= counts[i] == 0 ? 0 : 1 << i;
    }
    out.writeVarLong(present);
    for (int count : counts) {
      if (count != 0) {
        out.writeVarLong(count);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Figures readFrom(BinaryReader in) {
    Figures figures = new Figures();
    int present = in.readVarInt();
    for (int i = 0; i < figures.counts.length; i++) {
      if ((present & 1 << i) != 0) {
        figures.counts[i] = in.readVarInt();
      }
    }
    return figures;
  }
}
