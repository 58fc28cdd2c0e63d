package dev.todoku.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A language in which Todoku speaks. */
public enum Language {
  JA(Locale.JAPANESE),
  EN(Locale.ENGLISH);

  /** In the order in which they outrank each other (POSIX, Environment Variables, 8.2). */
  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  /** A variable with this value chooses a character set and no language. */
  private static final String ONLY_UTF8 = "C.UTF-8";

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /**
   * The language that a user has chosen; English for all that are not spoken here.
   *
   * @param environment the variables are looked at first: Java ignores a locale that is not
   *     installed, but we need no more of it than its name
   * @param fallback decides where no variable does
   */
  public static Language of(Map<String, String> environment, Locale fallback) {
    return VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty() && !value.equals(ONLY_UTF8))
        .findFirst()
        .map(value -> value.startsWith("ja") ? JA : EN)
        .orElse(fallback.getLanguage().equals("ja") ? JA : EN);
  }

  /**
   * The language of a command.
   *
   * @param given on the command line; null for what the environment and Java's locale say
   */
  public static Language orOfUser(@Nullable Language given) {
    return given == null ? of(System.getenv(), Locale.getDefault(Locale.Category.DISPLAY)) : given;
  }

  /** Its two letters (ISO 639). */
  public String code() {
    return locale.getLanguage();
  }

  /** For the forms of numbers and dates. */
  public Locale locale() {
    return locale;
  }

  /**
   * The bundle of texts in this language.
   *
   * @param name as in {@code dev.todoku.text.reasons}
   */
  public ResourceBundle bundle(String name) {
    return ResourceBundle.getBundle(
        name,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
