package dev.todoku.cli.demo;

import dev.todoku.cli.base.WrongUsage;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.remedy.Playbook;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku demo}. */
@Command(
    name = "demo",
    description = {
      "Shows the pipeline at work on an embedded Kafka; needs nothing and leaves nothing.",
      "",
      "Feeds a genuine Postfix log with its bounce messages, then a simulated day of a Japanese"
          + " shop's mail in which docomo begins to block one source IP, and shows the outcomes,"
          + " the providers and the alert as they come."
    })
public final class DemoCommand implements Callable<Integer> {
  /** Below, too little mail goes to docomo to notice a block in time. */
  private static final int FEWEST_MAILS = 5_000;

  private final RunnablePipeline pipeline;

  @Option(
      names = "--once",
      description =
          "Ends with a summary when everything was fed; exit code 1 when not everything came as"
              + " expected.")
  private boolean once;

  @Option(
      names = "--plain",
      description = "Prints lines even if the output is a terminal, not a live screen.")
  private boolean plain;

  @Option(
      names = "--json",
      description = "Prints the summary as JSON on stdout, all else on stderr.")
  private boolean json;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language; the one of the locale unless given.")
  private Language language;

  @Option(
      names = "--mails",
      paramLabel = "N",
      defaultValue = "30000",
      description = "Mails in the simulated day. Default: ${DEFAULT-VALUE}.")
  private int mails;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "Simulated minutes in a second, 0 for as fast as possible. Default: ${DEFAULT-VALUE}.")
  private int speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives another day. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of HTTP on 127.0.0.1. Default: a free one.")
  private int port;

  @Spec private CommandSpec spec;

  public DemoCommand(RunnablePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Integer call() throws InterruptedException {
    require(mails >= FEWEST_MAILS, "demo.mails", FEWEST_MAILS);
    require(speed >= 0, "demo.speed");
    require(port >= 0 && port <= 65_535, "demo.port");
    Language chosen =
        language == null ? Language.of(System.getenv(), Locale.getDefault()) : language;
    DemoWords words = new DemoWords(chosen, Playbook.load());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Demo.Choices choices = new Demo.Choices(seed, mails, speed, port, once, json);
    QuietLogs logs = new QuietLogs();
    try {
      return new Demo(choices, words, out, err).run(pipeline, display(words, out, err)) ? 0 : 1;
    } finally {
      logs.restore();
    }
  }

  private Supplier<Display> display(DemoWords words, PrintWriter out, PrintWriter err) {
    if (json) {
      return () -> new PlainDisplay(words, err, Demo.beginOfDay());
    }
    return plain || !Terminal.isStandardOutput()
        ? () -> new PlainDisplay(words, out, Demo.beginOfDay())
        : () -> new LiveDisplay(words, out, Ansi.AUTO.enabled());
  }

  private void require(boolean isGood, String otherwise, Object... arguments) {
    if (!isGood) {
      throw new WrongUsage(spec, otherwise, arguments);
    }
  }
}
