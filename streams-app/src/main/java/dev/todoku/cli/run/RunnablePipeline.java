package dev.todoku.cli.run;

import dev.todoku.config.TodokuConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The pipeline, seen by what runs it. */
public interface RunnablePipeline {

  /** The topology, for printing. */
  Topology topology(TodokuConfig config);

  /**
   * The streams, not started.
   *
   * @param partitions of every joined topic
   * @param clock the time by which an event can be of the future, epoch milliseconds
   * @param meters where the pipeline counts
   */
  KafkaStreams streams(
      TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters);
}
