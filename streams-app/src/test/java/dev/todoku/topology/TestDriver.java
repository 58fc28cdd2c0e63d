package dev.todoku.topology;

import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology without a broker, and so with one partition. */
public final class TestDriver {
  /** By then no stage waits for a topic on which nothing comes. */
  public static final Duration QUIET = Duration.ofMinutes(1);

  private TestDriver() {}

  /**
   * Opens it.
   *
   * @param dir for its state
   */
  public static TopologyTestDriver open(Path dir, PipelineSettings settings) {
    return open(dir, settings, TestSettings.metrics());
  }

  /** The same with metrics that the test reads. */
  static TopologyTestDriver open(Path dir, PipelineSettings settings, PipelineMetrics metrics) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "todoku");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    return new TopologyTestDriver(Pipeline.topology(settings, metrics), properties);
  }

  /** Nothing more comes for a while. */
  public static void silence(TopologyTestDriver driver, Duration duration) {
    for (long second = 0; second < duration.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }
}
