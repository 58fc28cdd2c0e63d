package dev.todoku.text;

import java.text.MessageFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that says what is wrong and what to do, in every language.
 *
 * @param key of the texts in the bundle of errors
 * @param arguments that the text names as {@code {0}}, {@code {1}}; one that is itself an error
 *     text is put into the same language, any other one stands as it is
 */
public record ErrorText(String key, List<Object> arguments) {
  private static final String BUNDLE = "dev.todoku.cli.errors";

  /** The text of {@code key} with {@code arguments}. */
  public static ErrorText of(String key, Object... arguments) {
    return new ErrorText(key, List.of(arguments));
  }

  /**
   * A text of a library or of the system, which is the same in every language.
   *
   * @param message null for none
   */
  public static ErrorText asIs(@Nullable String message) {
    return message == null ? of("no.message") : of("as.is", message);
  }

  /** What an error says: its text where it has one, else its message. */
  public static ErrorText of(Throwable error) {
    return error instanceof Translated translated ? translated.text() : asIs(error.getMessage());
  }

  /**
   * The line in {@code language}.
   *
   * @throws java.util.MissingResourceException when the bundle does not have the key
   */
  public String in(Language language) {
    Object[] filled =
        arguments.stream()
            .map(argument -> argument instanceof ErrorText text ? text.in(language) : argument)
            .map(String::valueOf)
            .toArray();
    String pattern = language.bundle(BUNDLE).getString(key);
    return new MessageFormat(pattern, language.locale()).format(filled);
  }
}
