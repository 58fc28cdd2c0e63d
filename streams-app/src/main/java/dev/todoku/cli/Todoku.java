package dev.todoku.cli;

import dev.todoku.cli.backtest.BacktestCommand;
import dev.todoku.cli.check.CheckCommand;
import dev.todoku.cli.collect.CollectCommand;
import dev.todoku.cli.demo.DemoCommand;
import dev.todoku.cli.explain.ExplainCommand;
import dev.todoku.cli.facts.FactsCommand;
import dev.todoku.cli.mcp.McpCommand;
import dev.todoku.cli.notify.NotifyCommand;
import dev.todoku.cli.parse.ParseCommand;
import dev.todoku.cli.privacy.PseudonymCommand;
import dev.todoku.cli.recipients.RecipientsCommand;
import dev.todoku.cli.replay.ReplayCommand;
import dev.todoku.cli.report.ReportCommand;
import dev.todoku.cli.reset.ResetCommand;
import dev.todoku.cli.run.RunCommand;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.cli.run.TopologyCommand;
import dev.todoku.cli.score.ScoreCommand;
import dev.todoku.cli.verp.VerpCommand;
import dev.todoku.cli.watch.WatchCommand;
import dev.todoku.text.Language;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command, and what all commands have in common. */
@Command(
    name = "todoku",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows whether mail arrived, whose side stopped it, and what to do.",
      "",
      "Reads what mail servers log and what bounces back from Kafka topics, joins the two across"
          + " days, and writes outcomes, health and alerts to topics."
    },
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    exitCodeListHeading = "%n@|bold Exit codes|@%n",
    exitCodeList = {"0:done", "1:failed, or nothing was found", "2:wrong usage or configuration"})
final class Todoku {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows the stack trace of an error.")
  private boolean debug;

  private Todoku() {}

  /** The command line with all commands. */
  static CommandLine commandLine(RunnablePipeline pipeline) {
    return commandLine(pipeline, Language.orOfUser(null));
  }

  /**
   * The command line with all commands.
   *
   * @param user the language of errors where a command is given none
   */
  static CommandLine commandLine(RunnablePipeline pipeline, Language user) {
    Todoku root = new Todoku();
    Errors errors = new Errors(user);
    CommandLine commandLine =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(pipeline))
            .addSubcommand(new WatchCommand(pipeline))
            .addSubcommand(new RunCommand(pipeline))
            .addSubcommand(new CollectCommand())
            .addSubcommand(new FactsCommand())
            .addSubcommand(new ReplayCommand())
            .addSubcommand(new BacktestCommand())
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new CheckCommand())
            .addSubcommand(new ReportCommand())
            .addSubcommand(new RecipientsCommand())
            .addSubcommand(new NotifyCommand())
            .addSubcommand(new McpCommand())
            .addSubcommand(new ParseCommand())
            .addSubcommand(new PseudonymCommand())
            .addSubcommand(new VerpCommand())
            .addSubcommand(new ScoreCommand())
            .addSubcommand(new TopologyCommand(pipeline))
            .addSubcommand(new ResetCommand())
            .addSubcommand(new ConfigCommand())
            .addSubcommand(new VersionCommand())
            .addSubcommand(new CommandLine.HelpCommand());
    return commandLine
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Language.class, Todoku::language)
        .setParameterExceptionHandler(errors::ofUsage)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> errors.of(e, command, parsed.originalArgs(), root.debug))
        .setExecutionStrategy(Todoku::run);
  }

  private static Language language(String code) {
    return LanguageOption.named(code)
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "expected ja or en but was '" + code + "'"));
  }

  /** Without a command, the help is the answer. */
  private static int run(CommandLine.ParseResult parsed) {
    CommandLine root = parsed.commandSpec().commandLine();
    if (!parsed.hasSubcommand() && CommandLine.printHelpIfRequested(parsed)) {
      return CommandLine.ExitCode.OK;
    }
    if (!parsed.hasSubcommand()) {
      root.usage(root.getErr());
      return CommandLine.ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
