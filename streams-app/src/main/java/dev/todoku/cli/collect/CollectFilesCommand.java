package dev.todoku.cli.collect;

import dev.todoku.cli.base.LogZone;
import dev.todoku.config.TodokuConfig;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku collect files}. */
@Command(
    name = "files",
    description = {
      "Follows mail logs, with their rotated files.",
      "",
      "Rotation by rename and by copytruncate, .gz back files, lines of syslog (RFC 3164 and 3339),"
          + " of rsyslog and other shippers as JSON, of Docker's json-file and of journalctl -o"
          + " json. Whose log it is, Postfix's or another server's, is found by its first lines."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect files /var/log/mail.log -b kafka1:9092",
      "  todoku collect files '/var/log/postfix*.log' --zone Asia/Tokyo",
    })
final class CollectFilesCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "LOG",
      arity = "1..*",
      description = "Log, by its name while it is written; or a pattern in quotes.")
  private List<String> logs;

  @Option(
      names = "--zone",
      description =
          "Time zone of logs that do not name it. Default: intake.postfix.zone, by which the"
              + " pipeline reads the same lines.")
  private String zone;

  @Mixin private ServerLogOption server;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    ZoneId chosenZone = LogZone.of(zone, config.postfixZone(), spec);
    LocalSources sources =
        new LocalSources(
            new ChosenLogs(logs, chosenZone, server.format()),
            List.of(),
            options.keep(),
            List.of());
    sources.check();
    return options.run(config, "files", sources, List.of(), spec.commandLine().getErr());
  }
}
