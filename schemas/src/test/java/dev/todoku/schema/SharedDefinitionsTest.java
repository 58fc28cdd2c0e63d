package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each schema stands for itself, so what several of them need is in each. It is changed in the
 * first, by name, of those that have it; with {@code -Dtodoku.golden.write=true} the others get it
 * from there.
 */
class SharedDefinitionsTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/todoku/schema");

  private static final Pattern DEFINITION =
      Pattern.compile("\n    \"(\\w+)\": (\\{\n.*?\n    \\})", Pattern.DOTALL);

  /** Of an alert, and of an incident that goes on, which is published in the same form. */
  private static final Pattern PROPERTIES =
      Pattern.compile("\n  \"(properties)\": (\\{\n.*?\n  \\})", Pattern.DOTALL);

  @Test
  void aDefinitionThatSeveralSchemasHaveIsTheSameInAll() throws IOException {
    Map<String, String> first = new HashMap<>();
    List<String> different = new ArrayList<>();
    for (Path file : schemas()) {
      String schema = Files.readString(file);
      int from = schema.indexOf("\n  \"$defs\": {");
      if (from >= 0) {
        check(file, DEFINITION.matcher(schema).region(from, schema.length()), first, different);
      }
    }
    assertThat(first).containsKeys("cause", "reason", "reply");
    assertThat(different).isEmpty();
  }

  @Test
  void anOpenIncidentIsDescribedAsAnAlertIs() throws IOException {
    Map<String, String> first = new HashMap<>();
    List<String> different = new ArrayList<>();
    for (Topic<?, ?> topic : List.of(Topics.ALERTS, Topics.OPEN_INCIDENTS)) {
      Path file = FOLDER.resolve(topic.name() + ".schema.json");
      check(file, PROPERTIES.matcher(Files.readString(file)), first, different);
    }
    assertThat(first).isNotEmpty();
    assertThat(different).isEmpty();
  }

  /** Files with another text than that of the first; rewritten when that is asked for. */
  private static void check(
      Path file, Matcher parts, Map<String, String> first, List<String> different)
      throws IOException {
    String schema = Files.readString(file);
    StringBuilder written = new StringBuilder();
    int done = 0;
    for (MatchResult part : parts.results().toList()) {
      String known = first.computeIfAbsent(part.group(1), unused -> part.group(2));
      written.append(schema, done, part.start(2)).append(known);
      done = part.end(2);
      if (!known.equals(part.group(2)) && !Boolean.getBoolean("todoku.golden.write")) {
        different.add(part.group(1) + " of " + file.getFileName());
      }
    }
    written.append(schema, done, schema.length());
    if (!written.toString().equals(schema) && different.isEmpty()) {
      Files.writeString(file, written);
    }
  }

  private static List<Path> schemas() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }
}
