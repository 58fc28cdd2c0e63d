package dev.todoku.cli;

import dev.todoku.text.ErrorText;
import dev.todoku.text.Translated;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with the arguments. In English the sentence is picocli's, which is the first
 * argument of each text; picocli speaks no other language.
 */
final class UsageText {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);

  private static final Pattern EXCLUSIVE = Pattern.compile("Error: (.+) are mutually exclusive.*");
  private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.+)'.*");
  private static final String NO_COMMAND = "Missing required subcommand";
  private static final String ONE_OF_THESE = "(specify one of these)";
  private static final String MISSING_OPTION = "Missing required option";

  private UsageText() {}

  /** The sentence; that of picocli where it is a rare one. */
  static ErrorText of(ParameterException e) {
    if (e instanceof Translated own) {
      return own.text();
    }
    String english = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return ErrorText.of(keyOf(unmatched), english, String.join(", ", unmatched.getUnmatched()));
    }
    if (e instanceof MissingParameterException missing) {
      return ofMissing(missing.getMissing(), english);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return ErrorText.of("usage.twice", english, name(twice.getOverwritten()));
    }
    if (e.getArgSpec() != null && e.getValue() != null) {
      return ofValue(e.getArgSpec(), e.getValue(), english);
    }
    return ofSentence(english);
  }

  /** What may have been meant by a word that nothing is called by. */
  static Optional<ErrorText> suggestions(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getSuggestions().isEmpty()) {
      return Optional.empty();
    }
    StringWriter english = new StringWriter();
    unmatched.printSuggestions(new PrintWriter(english, true));
    return Optional.of(
        ErrorText.of(
            "usage.suggestions",
            english.toString().strip(),
            String.join(", ", unmatched.getSuggestions())));
  }

  private static String keyOf(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e.isUnknownOption()) {
      return "usage.option";
    }
    return command.subcommands().isEmpty() || !command.positionalParameters().isEmpty()
        ? "usage.argument"
        : "usage.command";
  }

  private static ErrorText ofMissing(List<ArgSpec> missing, String english) {
    String names = missing.stream().map(UsageText::name).collect(Collectors.joining(", "));
    if (english.contains(ONE_OF_THESE)) {
      return ErrorText.of("usage.missing.choice", english, names);
    }
    boolean isValue =
        missing.size() == 1 && missing.get(0).isOption() && !english.startsWith(MISSING_OPTION);
    return isValue
        ? ErrorText.of("usage.missing.value", english, names, missing.get(0).paramLabel())
        : ErrorText.of("usage.missing", english, names);
  }

  private static ErrorText ofValue(ArgSpec argument, String value, String english) {
    String name = name(argument);
    if (argument.typeInfo().isMap()) {
      return ErrorText.of("usage.value.pair", english, name, value, argument.paramLabel());
    }
    Class<?> type = argument.auxiliaryTypes()[0];
    if (WHOLE_NUMBERS.contains(type)) {
      return ErrorText.of("usage.value.number", english, name, value);
    }
    if (type.isEnum()) {
      String choices =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      return ErrorText.of("usage.value.choice", english, name, value, choices);
    }
    return ErrorText.of("usage.value", english, name, value);
  }

  /** Errors that picocli gives no type, or that do not say what they are about. */
  private static ErrorText ofSentence(String english) {
    if (english.startsWith(NO_COMMAND)) {
      return ErrorText.of("usage.noCommand", english);
    }
    Matcher exclusive = EXCLUSIVE.matcher(english);
    if (exclusive.matches()) {
      return ErrorText.of("usage.exclusive", english, exclusive.group(1));
    }
    Matcher unknown = UNKNOWN_COMMAND.matcher(english);
    return unknown.matches()
        ? ErrorText.of("usage.command", english, unknown.group(1))
        : ErrorText.asIs(english);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
