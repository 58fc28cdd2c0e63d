package dev.todoku.bench;

import dev.todoku.cli.Main;
import dev.todoku.config.TodokuConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The pipeline, and beside it {@code todoku facts} asking a resolver that never answers. */
final class SilentResolverPipeline implements Contender {
  static final String NAME = "dead-resolver";

  private final Contender pipeline = new TodokuContender();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> topics() {
    return pipeline.topics();
  }

  @Override
  public Topology topology(TodokuConfig config) {
    return pipeline.topology(config);
  }

  @Override
  public KafkaStreams streams(TodokuConfig config) {
    return pipeline.streams(config);
  }

  @Override
  public long wrong(Workload workload, Log log) {
    return pipeline.wrong(workload, log);
  }

  @Override
  public Beside beside(String bootstrapServers) throws IOException {
    DatagramSocket silence =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Process facts =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "facts",
                "--bootstrap-servers=" + bootstrapServers,
                "--resolver=127.0.0.1:" + silence.getLocalPort())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return () -> {
      facts.destroy();
      silence.close();
    };
  }
}
