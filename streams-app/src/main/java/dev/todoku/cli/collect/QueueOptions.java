package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.collect.queue.QueueCommand;
import dev.todoku.collect.queue.QueueSource;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Which queue is asked, and how. */
public final class QueueOptions {
  @Option(
      names = "--queue-command",
      paramLabel = "COMMAND",
      description =
          "Lists the queue as `postqueue -j` does, or, with exim in it, as `exim -bp`; words are"
              + " separated by blanks. Default: that of the server on this machine.")
  private String command;

  @Option(
      names = "--queue-host",
      paramLabel = "NAME",
      description = "What the server is called in answers. Default: the name of this machine.")
  private String host;

  /** Whether anything of the queue was named. */
  public boolean isGiven() {
    return command != null || host != null;
  }

  /**
   * The queue, which is asked each minute.
   *
   * @throws Failure when no server is found on this machine and none is named
   */
  public LocalSources.Inbox source() {
    QueueCommand asked =
        command == null
            ? QueueCommand.ofThisMachine().orElseThrow(() -> Failure.of("queue.none"))
            : new QueueCommand(words());
    String server = host == null ? CollectOptions.hostName() : host;
    return stored -> new QueueSource(asked, server, stored);
  }

  private List<String> words() {
    List<String> words = Arrays.stream(command.split(" ")).filter(word -> !word.isEmpty()).toList();
    if (words.isEmpty()) {
      throw Failure.ofUsage("queue.noCommand");
    }
    return words;
  }
}
