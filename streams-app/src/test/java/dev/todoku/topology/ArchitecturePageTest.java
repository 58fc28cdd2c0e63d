package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Topics;
import dev.todoku.streams.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the architecture names the topics and stores of each stage, and no others. */
class ArchitecturePageTest {
  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)`");

  private final TopologyDescription description =
      Pipeline.topology(TestSettings.of(1), TestSettings.metrics()).describe();

  @ParameterizedTest
  @CsvSource({
    "architecture.md, Reads:, Writes:",
    "architecture-ja.md, 読む:, 書く:",
  })
  void namesWhatEachStageReadsWritesAndRemembers(String page, String reads, String writes)
      throws IOException {
    String text = Files.readString(Path.of("../docs", page));
    for (String stage :
        List.of(
            "Intake",
            "Correlate",
            "Recipients",
            "Providers",
            "Senders",
            "Unmatched",
            "Incidents")) {
      String chapter = chapter(text, stage);
      assertThat(names(line(chapter, reads))).as(stage).isEqualTo(read(stage));
      assertThat(names(line(chapter, writes))).as(stage).isEqualTo(written(stage));
      assertThat(stores(chapter)).as(stage).isEqualTo(remembered(stage));
    }
    assertThat(stores(chapter(text, "(What the )?DNS"))).containsExactly(Names.DNS_FACTS_STORE);
  }

  private Set<String> read(String stage) {
    Set<String> topics = new TreeSet<>();
    nodes(stage, Source.class).forEach(source -> topics.addAll(source.topicSet()));
    return topics;
  }

  /** Without what is written again in its right partition, and without dead letters. */
  private Set<String> written(String stage) {
    Set<String> topics = new TreeSet<>();
    nodes(stage, Sink.class).forEach(sink -> topics.add(sink.topic()));
    topics.removeAll(read(stage));
    topics.remove(Topics.DEAD_LETTERS.name());
    return topics;
  }

  private Set<String> remembered(String stage) {
    Set<String> stores = new TreeSet<>();
    nodes(stage, Processor.class).forEach(processor -> stores.addAll(processor.stores()));
    return stores;
  }

  private <T> Stream<T> nodes(String stage, Class<T> type) {
    String name = stage.toLowerCase(Locale.ROOT);
    return description.subtopologies().stream()
        .filter(
            part ->
                part.nodes().stream()
                    .anyMatch(node -> node.name().equals(name) || node.name().endsWith("-" + name)))
        .map(Subtopology::nodes)
        .flatMap(Set::stream)
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static String chapter(String text, String title) {
    Matcher chapter =
        Pattern.compile("^## " + title + "\\b.*?(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(text);
    assertThat(chapter.find()).as(title).isTrue();
    return chapter.group();
  }

  private static String line(String chapter, String start) {
    return chapter
        .lines()
        .filter(line -> line.startsWith("- " + start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line \"- " + start + "\" in " + chapter));
  }

  private static Set<String> stores(String chapter) {
    Set<String> stores = new TreeSet<>();
    chapter
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(row -> stores.addAll(names(row.substring(0, row.indexOf('|', 1)))));
    return stores;
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }
}
