package dev.todoku.cli.reset;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku reset}. */
@Command(
    name = "reset",
    description = {
      "Forgets what was worked out, to start again from the topics.",
      "",
      "Deletes the internal topics of the application, its committed offsets and its local state on"
          + " this machine; run it on each machine, or delete their state.dir. Public topics stay as"
          + " they are: the next run reads them from the beginning, and writes its results again."
          + " Refuses while the application runs."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku reset --dry-run",
      "  todoku reset --config /etc/todoku.properties",
      "  todoku reset --yes -b kafka1:9092 -D application.id=todoku-test",
    })
public final class ResetCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Lists what would be deleted, and deletes nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask.")
  private boolean yes;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TodokuConfig config = options.load();
    PrintWriter out = spec.commandLine().getOut();
    try (Admin admin = AdminConnection.open(config)) {
      Leftovers leftovers = Leftovers.find(admin, config);
      if (leftovers.isNothing()) {
        out.println("Nothing of " + config.applicationId() + " to delete.");
        return 0;
      }
      list(leftovers, out);
      if (leftovers.isRunning()) {
        throw Failure.of("reset.running", config.applicationId());
      }
      if (dryRun) {
        return 0;
      }
      if (!yes && !confirms(out)) {
        out.println("Nothing was deleted.");
        return 1;
      }
      leftovers.delete(admin);
      out.println("Done. The next run starts from the beginning of the topics.");
      return 0;
    }
  }

  private static void list(Leftovers leftovers, PrintWriter out) {
    leftovers.topics().forEach(topic -> out.println("topic      " + topic));
    leftovers.group().ifPresent(group -> out.println("offsets of " + group));
    leftovers.stateDir().ifPresent(dir -> out.println("directory  " + dir));
  }

  private static boolean confirms(PrintWriter out) throws IOException {
    out.print("Delete all of this? [y/N] ");
    out.flush();
    String answer =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
