package dev.todoku.cli.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The logs of {@code samples/postfix/ways.txt} as files, with the table of their answers. */
final class WaySamples {
  private WaySamples() {}

  /** Writes them to {@code dir}, and returns it. */
  static Path expand(Path dir) throws IOException {
    List<String> table = new ArrayList<>();
    String file = null;
    for (String line : lines()) {
      if (line.startsWith("== ")) {
        String[] words = line.split(" ");
        file = words[1] + ".zone-" + words[2].replaceFirst("/", "_") + ".log";
        Files.createFile(dir.resolve(file));
      } else if (line.startsWith("=> ")) {
        table.add(file + '\t' + line.substring("=> ".length()));
      } else if (file != null) {
        Files.writeString(dir.resolve(file), line + '\n', StandardOpenOption.APPEND);
      }
    }
    Files.write(dir.resolve("expected.tsv"), table);
    return dir;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = WaySamples.class.getResourceAsStream("/samples/postfix/ways.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
