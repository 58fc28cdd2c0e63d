package dev.todoku.cli.parse;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.Inputs;
import dev.todoku.cli.base.MailFile;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.base.RulesOption;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku parse}. */
@Command(
    name = "parse",
    description = {
      "Says what bounce messages mean: for each recipient the reason, whose problem it is, whether"
          + " the address is dead, and which rule said so.",
      "",
      "Needs no Kafka. Directories are searched, .gz is unpacked, mailboxes in mbox format are read"
          + " message by message. Exits with 1 when a message may be a bounce and is not understood."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku parse bounce.eml",
      "  todoku parse --json ~/Maildir/.bounces | jq -r '.recipients[].reason' | sort | uniq -c",
      "  todoku parse --unclassified ~/Maildir/.bounces",
    })
public final class ParseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Messages to read; - for one from the standard input.")
  private List<String> names;

  @Option(names = "--json", description = "Prints a JSON object a line for each message.")
  private boolean json;

  @Option(
      names = "--unclassified",
      description = "Prints only the replies that no rule knows, alike ones together.")
  private boolean unclassified;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private String language;

  @Mixin private RulesOption rules;
  @Spec private CommandSpec spec;

  private int notUnderstood;

  @Override
  public Integer call() {
    BounceReader reader = new BounceReader(rules.load());
    List<Input> inputs = Inputs.find(names, System.currentTimeMillis());
    if (inputs.isEmpty()) {
      throw new Failure("no message in " + String.join(" ", names));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (unclassified) {
      Unclassified replies = new Unclassified();
      read(inputs, reader, replies::add);
      out.println(json ? replies.json() : replies.table());
    } else if (json) {
      read(inputs, reader, file -> out.println(ReadingJson.of(file)));
    } else {
      ReadingPrinter printer =
          new ReadingPrinter(
              out,
              spec.commandLine().getColorScheme().ansi(),
              new Words(spoken(), ZoneId.systemDefault()));
      read(inputs, reader, printer::print);
    }
    out.flush();
    return notUnderstood == 0 ? 0 : 1;
  }

  private void read(List<Input> inputs, BounceReader reader, Consumer<MailFile> use) {
    long bytes = inputs.stream().mapToLong(Input::size).sum();
    ByteCounter counter = new ByteCounter();
    try (ProgressBar progress =
        ProgressBar.on(spec.commandLine().getErr(), bytes).after(PATIENCE)) {
      int done = 0;
      for (Input input : inputs) {
        MailFile.readAll(
            input,
            reader,
            counter,
            file -> {
              notUnderstood += file.reading() instanceof Reading.NotUnderstood ? 1 : 0;
              use.accept(file);
            });
        progress.update(counter.bytes(), ++done, input.fileName());
      }
    }
  }

  private Language spoken() {
    if (language == null) {
      return Language.of(System.getenv(), Locale.getDefault(Locale.Category.DISPLAY));
    }
    return language.equals(Language.JA.code()) ? Language.JA : Language.EN;
  }
}
