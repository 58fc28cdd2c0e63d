package dev.todoku.cli.run;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import io.javalin.util.JavalinBindException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.errors.StreamsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku run}. */
@Command(
    name = "run",
    description = {
      "Runs the pipeline until it is stopped.",
      "",
      "Creates the topics that are missing, then reads mail.raw.* and the other input topics and"
          + " writes outcomes, health and alerts. Ctrl-C or SIGTERM stops it cleanly. Start it on"
          + " more machines with the same application.id to share the work."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku run",
      "  todoku run --config /etc/todoku.properties",
      "  todoku run -b kafka1:9092,kafka2:9092 -D topics.replication.factor=3",
      "  TODOKU_KAFKA_SECURITY_PROTOCOL=SASL_SSL todoku run --config todoku.properties",
      "",
      "`todoku config` lists every key."
    })
public final class RunCommand implements Callable<Integer> {
  /** How Kafka Streams says it. */
  private static final String STATE_IS_LOCKED = "Unable to initialize state";

  private final RunnablePipeline pipeline;
  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  public RunCommand(RunnablePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Integer call() throws InterruptedException {
    TodokuConfig config = options.load();
    try (Instance instance = start(config)) {
      StopSignal stop = StopSignal.closes(instance);
      announce(config, instance);
      boolean well = instance.awaitEnd();
      stop.disarm();
      if (!well) {
        throw Failure.of("run.stopped");
      }
      return 0;
    }
  }

  private Instance start(TodokuConfig config) {
    try {
      return Instance.start(config, pipeline);
    } catch (JavalinBindException e) {
      throw TakenPort.failure(config, e);
    } catch (StreamsException e) {
      if (!String.valueOf(e.getMessage()).startsWith(STATE_IS_LOCKED)) {
        throw e;
      }
      throw Failure.of(e, "run.stateDir", config.stateDir());
    }
  }

  private void announce(TodokuConfig config, Instance instance) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s runs on %s%n", config.applicationId(), config.bootstrapServers());
    instance
        .httpPort()
        .ifPresent(
            port -> err.printf("http://%s:%d/readyz and /metrics%n", config.httpHost(), port));
  }
}
