package dev.todoku.cli.collect;

import dev.todoku.config.TodokuConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku collect maildir}. */
@Command(
    name = "maildir",
    description = {
      "Reads the messages of mailboxes that take bounces, each once.",
      "",
      "Nothing in them is changed; messages that were read may be moved or deleted at any time."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect maildir ~bounces/Maildir -b kafka1:9092",
    })
final class CollectMaildirCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MAILDIR", arity = "1..*", description = "Mailboxes.")
  private List<Path> mailboxes;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    LocalSources sources = new LocalSources(ChosenLogs.NONE, mailboxes, options.keep(), List.of());
    sources.check();
    return options.run(config, "maildir", sources, List.of(), spec.commandLine().getErr());
  }
}
