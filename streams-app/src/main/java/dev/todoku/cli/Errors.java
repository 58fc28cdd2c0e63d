package dev.todoku.cli;

import dev.todoku.cli.base.Failure;
import dev.todoku.config.WrongConfig;
import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.text.Translated;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Errors in one line that says what to do, in the language of the command. */
final class Errors {
  private final Language user;

  /**
   * Errors of all commands.
   *
   * @param user the language of commands to which none is given
   */
  Errors(Language user) {
    this.user = user;
  }

  int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    Language language = LanguageOption.of(command, List.of(arguments)).orElse(user);
    PrintWriter err = command.getErr();
    print(command, UsageText.of(e), language);
    UsageText.suggestions(e).ifPresent(line -> err.println(line.in(language)));
    String name = command.getCommandSpec().qualifiedName();
    err.println(ErrorText.of("try.help", name).in(language));
    return ExitCode.USAGE;
  }

  int of(Exception e, CommandLine command, List<String> arguments, boolean debug) {
    Language language = LanguageOption.of(command, arguments).orElse(user);
    print(command, describe(e, debug), language);
    if (debug) {
      e.printStackTrace(command.getErr());
    }
    return isUsage(e) ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static boolean isUsage(Exception e) {
    return e instanceof WrongConfig
        || e.getClass() == ConfigException.class
        || (e instanceof Failure failure && failure.isUsage());
  }

  private static ErrorText describe(Exception e, boolean debug) {
    if (e instanceof Translated translated) {
      return translated.text();
    }
    ErrorText message = firstLine(e.getMessage());
    if (isUsage(e)) {
      return ConfigText.of(e.getMessage());
    }
    if (e instanceof TimeoutException) {
      return ErrorText.of("kafka.silent", message);
    }
    if (e instanceof KafkaException) {
      return ErrorText.of("kafka", e.getCause() == null ? message : firstLine(e.getCause()));
    }
    String name = e.getClass().getSimpleName();
    return ErrorText.of(debug ? "internal.debugged" : "internal", name, message);
  }

  private static void print(CommandLine command, ErrorText text, Language language) {
    PrintWriter err = command.getErr();
    Ansi ansi = command.getColorScheme().ansi();
    String prefix = ErrorText.of("error").in(language);
    String line = text.in(language).lines().findFirst().orElse("").strip();
    err.println(ansi.string("@|red,bold " + prefix + "|@ ") + line);
    err.flush();
  }

  private static ErrorText firstLine(Throwable cause) {
    return firstLine(cause.getMessage());
  }

  private static ErrorText firstLine(@Nullable String message) {
    return ErrorText.asIs(message == null ? null : message.lines().findFirst().orElse("").strip());
  }
}
