package dev.todoku.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What mail services post, as it lies among the tests: a directory for each service. */
public final class ServiceBodies {
  private ServiceBodies() {}

  /** All files, in the order of their paths. */
  public static List<Path> all() throws IOException, URISyntaxException {
    Path table =
        Path.of(ServiceBodies.class.getResource("/dev/todoku/intake/senders/expected.tsv").toURI());
    try (Stream<Path> files = Files.walk(table.getParent())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.equals(table))
          .sorted()
          .toList();
    }
  }

  /** The service that posts a file. */
  public static String serviceOf(Path file) {
    return file.getParent().getFileName().toString();
  }
}
