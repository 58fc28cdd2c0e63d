package dev.todoku.cli.collect;

import dev.todoku.config.TodokuConfig;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku collect queue}. */
@Command(
    name = "queue",
    description = {
      "Asks the mail server of this machine each minute what waits in its queue: since when, and"
          + " why.",
      "",
      "Answers then say that a mail is still in the queue though the log does not mention it, and"
          + " metrics say how much waits and for how long. Postfix 3.1 and later, and Exim."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect queue -b kafka1:9092",
      "  todoku collect queue --queue-command 'docker exec mail postqueue -j' --queue-host mail",
    })
final class CollectQueueCommand implements Callable<Integer> {
  @Mixin private QueueOptions queue;
  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    LocalSources sources = LocalSources.ofInbox(options.keep(), queue.source());
    return options.run(config, "queue", sources, List.of(), spec.commandLine().getErr());
  }
}
