package dev.todoku.kafka;

import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.text.Translated;
import org.jspecify.annotations.Nullable;

/**
 * Kafka is not as Todoku needs it, or does not answer. The text is one line that says what to do.
 */
public final class SetupException extends RuntimeException implements Translated {
  private static final long serialVersionUID = 1L;

  private final transient ErrorText text;

  /** The text of {@code key}. */
  public SetupException(String key, Object... arguments) {
    this(null, ErrorText.of(key, arguments));
  }

  /**
   * With what led to it.
   *
   * @param cause null for none
   */
  public SetupException(@Nullable Throwable cause, ErrorText text) {
    super(text.in(Language.EN), cause);
    this.text = text;
  }

  @Override
  public ErrorText text() {
    return text;
  }
}
