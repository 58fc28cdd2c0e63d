package dev.todoku.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a table in UTF-8: all that are not empty and do not begin with {@code #}. */
public final class Table {
  private Table() {}

  /**
   * Reads the resource {@code name} that lies beside {@code owner}.
   *
   * @throws IllegalArgumentException when there is no such resource
   */
  public static List<Line> read(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name + " beside " + owner.getName());
      }
      return lines(name, new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /**
   * Reads the file {@code path}.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static List<Line> read(Path path) {
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return lines(path.toString(), reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The lines of a table called {@code name}, whatever it comes from. */
  public static List<Line> lines(String name, Reader reader) throws IOException {
    BufferedReader texts = new BufferedReader(reader);
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text = texts.readLine(); text != null; text = texts.readLine()) {
      number++;
      if (!text.isBlank() && !text.startsWith("#")) {
        lines.add(new Line(name, number, text));
      }
    }
    return List.copyOf(lines);
  }
}
