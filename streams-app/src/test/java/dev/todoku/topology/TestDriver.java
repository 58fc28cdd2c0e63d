package dev.todoku.topology;

import dev.todoku.app.UncommittedTopology;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology without a broker, and so with one partition. */
public final class TestDriver {
  /** By then no stage waits for a topic on which nothing comes. */
  public static final Duration QUIET = Duration.ofMinutes(1);

  private TestDriver() {}

  /**
   * Opens it with its state in memory: the driver commits after every record, for which RocksDB
   * writes files.
   *
   * @param dir for what Kafka Streams keeps beside state
   */
  public static TopologyTestDriver open(Path dir, PipelineSettings settings) {
    return open(dir, settings, TestSettings.metrics());
  }

  /** The same with metrics that the test reads. */
  static TopologyTestDriver open(Path dir, PipelineSettings settings, PipelineMetrics metrics) {
    Topology topology = new UncommittedTopology();
    Pipeline.addTo(topology, settings, metrics);
    Properties properties = properties(dir);
    // Nothing else can come: to look at each empty input before each record takes long.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    return new TopologyTestDriver(topology, properties);
  }

  /** The same with the stores that an installation has, for what is about them. */
  static TopologyTestDriver onDisk(Path dir, PipelineSettings settings, PipelineMetrics metrics) {
    return new TopologyTestDriver(Pipeline.topology(settings, metrics), properties(dir));
  }

  private static Properties properties(Path dir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "todoku");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    return properties;
  }

  /** Nothing more comes for a while. */
  public static void silence(TopologyTestDriver driver, Duration duration) {
    for (long second = 0; second < duration.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }
}
