package dev.todoku.cli;

import dev.todoku.cli.base.Failure;
import dev.todoku.kafka.SetupException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors in one line that says what to do. */
final class Errors {
  private Errors() {}

  static int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    print(command, firstLine(e.getMessage()));
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  static int of(Exception e, CommandLine command, boolean debug) {
    print(command, describe(e, debug));
    if (debug) {
      e.printStackTrace(command.getErr());
    }
    return isUsage(e) ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static boolean isUsage(Exception e) {
    return e.getClass() == ConfigException.class
        || (e instanceof Failure failure && failure.isUsage());
  }

  private static String describe(Exception e, boolean debug) {
    String message = firstLine(e.getMessage());
    if (e instanceof Failure || e instanceof SetupException || isUsage(e)) {
      return message;
    }
    if (e instanceof TimeoutException) {
      return "Kafka does not answer (" + message + "): check bootstrap.servers and that it runs";
    }
    if (e instanceof KafkaException) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "Kafka: " + firstLine(cause.getMessage());
    }
    return e.getClass().getSimpleName()
        + ": "
        + message
        + (debug ? "" : " (an error in Todoku; --debug shows where)");
  }

  private static void print(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    Ansi ansi = command.getColorScheme().ansi();
    err.println(ansi.string("@|red,bold error:|@ ") + message);
    err.flush();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no message" : message.lines().findFirst().orElse("").strip();
  }
}
