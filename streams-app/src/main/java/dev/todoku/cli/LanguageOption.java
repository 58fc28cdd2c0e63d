package dev.todoku.cli;

import dev.todoku.text.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** What is given to {@code --lang}, though other arguments may be wrong. */
final class LanguageOption {
  private static final String NAME = "--lang";

  private LanguageOption() {}

  /** The language of that code. */
  static Optional<Language> named(String code) {
    return Arrays.stream(Language.values())
        .filter(language -> language.code().equalsIgnoreCase(code))
        .findFirst();
  }

  /** Empty where the command has no such option, and where it was not given or is wrong. */
  static Optional<Language> of(CommandLine command, List<String> arguments) {
    return command.getCommandSpec().findOption(NAME) == null
        ? Optional.empty()
        : IntStream.range(0, arguments.size())
            .mapToObj(i -> value(arguments, i))
            .flatMap(value -> named(value).stream())
            .findFirst();
  }

  /** The value that begins with the argument at {@code i}, empty where it is of another option. */
  private static String value(List<String> arguments, int i) {
    String argument = arguments.get(i);
    if (argument.startsWith(NAME + '=')) {
      return argument.substring(NAME.length() + 1);
    }
    return argument.equals(NAME) && i + 1 < arguments.size() ? arguments.get(i + 1) : "";
  }
}
