package dev.todoku.schema;

/**
 * What a person reads.
 *
 * @param ja in Japanese
 * @param en in English
 */
public record Text(String ja, String en) {

  public Text {
    Required.text(ja, "ja", Limits.TEXT);
    Required.text(en, "en", Limits.TEXT);
  }

  /** The text in {@code language} ("ja"), English for any other. */
  public String in(String language) {
    return "ja".equals(language) ? ja : en;
  }
}
