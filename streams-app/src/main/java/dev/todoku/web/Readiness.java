package dev.todoku.web;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What the probes are asked from.
 *
 * @param state of the streams
 * @param problems what keeps the instance from its work beside that, in phrases for a person; none
 *     when all is well
 */
public record Readiness(Supplier<KafkaStreams.State> state, Supplier<List<String>> problems) {

  /** The state of the streams alone. */
  public static Readiness of(Supplier<KafkaStreams.State> state) {
    return new Readiness(state, List::of);
  }
}
