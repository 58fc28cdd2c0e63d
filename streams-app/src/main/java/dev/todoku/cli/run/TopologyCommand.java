package dev.todoku.cli.run;

import dev.todoku.cli.base.ConfigOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku topology}. */
@Command(
    name = "topology",
    description = {
      "Prints the pipeline: sub-topologies, processors, stores and topics.",
      "",
      "Needs no Kafka."
    },
    footer = {"", "@|bold Example|@", "  todoku topology | less"})
public final class TopologyCommand implements Runnable {
  private final RunnablePipeline pipeline;
  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  public TopologyCommand(RunnablePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void run() {
    spec.commandLine().getOut().print(pipeline.topology(options.load()).describe());
    spec.commandLine().getOut().flush();
  }
}
