package dev.todoku.cli;

import dev.todoku.app.Application;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** Entry point of the launcher and of the image. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Application.formatPlainly();
    int exit =
        Todoku.commandLine(pipeline())
            .setOut(writer(FileDescriptor.out))
            .setErr(writer(FileDescriptor.err))
            .execute(args);
    System.exit(exit);
  }

  /** UTF-8 whatever the locale: Java 17 would print question marks in the POSIX locale. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  private static RunnablePipeline pipeline() {
    return new RunnablePipeline() {
      @Override
      public Topology topology(TodokuConfig config) {
        return Application.topology(config);
      }

      @Override
      public KafkaStreams streams(
          TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
        return Application.streams(config, partitions, clock, meters);
      }
    };
  }
}
