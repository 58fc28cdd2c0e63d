package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A dead resolver cannot slow a stage down: no stage knows one. */
class NoLookupInStagesTest {
  /** The modules lie beside each other; tests run in the folder of theirs. */
  private static final Path MODULES = Path.of("..");

  private static final List<String> STAGES =
      List.of(
          "correlate",
          "recipients",
          "providers",
          "senders",
          "unmatched",
          "incidents",
          "streams",
          "wire",
          "message",
          "detect",
          "remedy");

  /** Facts as records; what asks for them is beside them. */
  private static final Set<String> PURE =
      Set.of(
          "FactHistory",
          "DecisiveFact",
          "KnownFacts",
          "FactEvidence",
          "RoutedProviders",
          "SenderCheck");

  private static final Pattern DNS = Pattern.compile("dev\\.todoku\\.dns\\.([\\w.]+)");
  private static final Pattern NETWORK =
      Pattern.compile(
          "java\\.net\\.(?!URI\\b|URLEncoder\\b)|java\\.nio\\.channels|org\\.xbill|\\b(Dns|CachingDns)\\b");

  @Test
  void stagesUseFactsAndNeverAsk() throws IOException {
    for (String stage : STAGES) {
      for (Path source : in(stage)) {
        String text = Files.readString(source);
        assertThat(NETWORK.matcher(text).find()).as("the network in " + source).isFalse();
        assertThat(DNS.matcher(text).results().map(found -> found.group(1)))
            .as(source.toString())
            .allMatch(name -> PURE.contains(name.substring(name.lastIndexOf('.') + 1)));
      }
    }
  }

  @Test
  void whatStagesUseOfFactsIsPure() throws IOException {
    for (String name : PURE) {
      String text = Files.readString(source("dns/fact/" + name + ".java"));
      assertThat(NETWORK.matcher(text).find()).as(name).isFalse();
    }
  }

  private static List<Path> in(String stage) throws IOException {
    try (Stream<Path> files = Files.walk(source(stage))) {
      List<Path> sources =
          new ArrayList<>(files.filter(file -> file.toString().endsWith(".java")).toList());
      assertThat(sources).isNotEmpty();
      return sources;
    }
  }

  /** In the one module that has it. */
  private static Path source(String name) throws IOException {
    try (Stream<Path> modules = Files.list(MODULES)) {
      return modules
          .map(module -> module.resolve("src/main/java/dev/todoku").resolve(name))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name));
    }
  }
}
