package dev.todoku.cli.base;

import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.text.Translated;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The text is one line that says what to do. */
public final class Failure extends RuntimeException implements Translated {
  private static final long serialVersionUID = 1L;

  private final transient ErrorText text;
  private final boolean isUsage;

  /** With a message that is the same in every language. */
  public Failure(String message) {
    this(ErrorText.asIs(message), null, false);
  }

  /** With a message that is the same in every language, null for none. */
  public Failure(@Nullable String message, @Nullable Throwable cause) {
    this(ErrorText.asIs(message), cause, false);
  }

  private Failure(ErrorText text, @Nullable Throwable cause, boolean isUsage) {
    super(text.in(Language.EN), cause);
    this.text = text;
    this.isUsage = isUsage;
  }

  /** The text of {@code key}. */
  public static Failure of(String key, Object... arguments) {
    return new Failure(ErrorText.of(key, arguments), null, false);
  }

  /** The text of {@code key}, and what led to it. */
  public static Failure of(Throwable cause, String key, Object... arguments) {
    return new Failure(ErrorText.of(key, arguments), cause, false);
  }

  /** What {@code cause} says, for a person. */
  public static Failure because(Throwable cause) {
    return new Failure(ErrorText.of(cause), cause, false);
  }

  /** What was asked for is wrong: another try with the same arguments fails again. */
  public static Failure ofUsage(String key, Object... arguments) {
    return new Failure(ErrorText.of(key, arguments), null, true);
  }

  /** Whether the arguments or the configuration are to blame. */
  public boolean isUsage() {
    return isUsage;
  }

  @Override
  public ErrorText text() {
    return text;
  }
}
