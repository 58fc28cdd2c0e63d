package dev.todoku.bench;

import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** Something that is measured: a topology that reads the workload's public topics. */
interface Contender {

  /** As the result names it. */
  String name();

  /** The input topics that it reads. */
  default List<String> eventsRead() {
    return List.of(Topics.SENDS.name(), Topics.DELIVERIES.name(), Topics.BOUNCES.name());
  }

  /** Topics that it writes and that Todoku does not have. */
  List<String> topics();

  Topology topology(TodokuConfig config);

  /** Its streams with the settings of {@code config}, not started. */
  KafkaStreams streams(TodokuConfig config);

  /** Starts what runs beside it while it is measured, once the topics are there. */
  default Beside beside(String bootstrapServers) throws IOException {
    return () -> {};
  }

  /** What runs beside a contender. */
  interface Beside extends AutoCloseable {
    @Override
    void close();
  }

  /** How many of {@code workload}'s messages have a wrong result, or none. */
  long wrong(Workload workload, Log log);
}
