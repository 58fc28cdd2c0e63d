package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.streams.Intake;
import dev.todoku.streams.Names;
import dev.todoku.wire.InternalTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

class TopologyTest {
  /** Rewritten by {@code -Dtodoku.golden.write=true}. */
  private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

  private static final Set<String> STAGES =
      Set.of(
          Names.POSTFIX_INTAKE,
          Names.BOUNCE_INTAKE,
          Names.REPORT_INTAKE,
          Names.LOG_INTAKE,
          Names.CORRELATE,
          Names.RECIPIENTS,
          Names.PROVIDERS,
          Names.SENDERS,
          Names.UNMATCHED,
          Names.INCIDENTS);

  private final TopologyDescription description =
      Pipeline.topology(TestSettings.of(1), TestSettings.metrics()).describe();

  @Test
  void isTheOneThatWasReviewed() throws IOException {
    if (Boolean.getBoolean("todoku.golden.write")) {
      Files.writeString(GOLDEN, description.toString());
    }
    assertThat(description.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyStageIsASubtopologyOfItsOwn() {
    List<Set<String>> stages = new ArrayList<>();
    for (Subtopology subtopology : description.subtopologies()) {
      Set<String> names = new TreeSet<>();
      subtopology.nodes().stream().map(Node::name).filter(STAGES::contains).forEach(names::add);
      stages.add(names);
    }
    assertThat(stages).containsExactlyInAnyOrderElementsOf(STAGES.stream().map(Set::of).toList());
  }

  @Test
  void correlateWaitsForEveryIntakeThatMarksHowFarItHasCome() {
    assertThat(description.subtopologies())
        .flatExtracting(Subtopology::nodes)
        .filteredOn(TopologyDescription.Sink.class::isInstance)
        .filteredOn(
            sink ->
                InternalTopics.WATERMARKS.name().equals(((TopologyDescription.Sink) sink).topic()))
        .flatExtracting(Node::predecessors)
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(Intake.stages());
  }

  @Test
  void everyNodeHasANameOfOurs() {
    assertThat(description.subtopologies())
        .flatExtracting(Subtopology::nodes)
        .extracting(Node::name)
        .allMatch(name -> name.matches("[a-z.-]+"));
    assertThat(description.globalStores())
        .extracting(store -> store.source().name(), store -> store.processor().name())
        .containsExactly(tuple("from-mail.dns-facts", "facts"));
  }
}
