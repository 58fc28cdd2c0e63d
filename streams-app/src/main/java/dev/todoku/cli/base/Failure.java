package dev.todoku.cli.base;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The message is one line that says what to do. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isUsage;

  public Failure(String message) {
    this(message, false);
  }

  public Failure(@Nullable String message, Throwable cause) {
    super(message, cause);
    isUsage = false;
  }

  private Failure(@Nullable String message, boolean isUsage) {
    super(message);
    this.isUsage = isUsage;
  }

  /** What was asked for is wrong: another try with the same arguments fails again. */
  public static Failure ofUsage(@Nullable String message) {
    return new Failure(message, true);
  }

  /** Whether the arguments or the configuration are to blame. */
  public boolean isUsage() {
    return isUsage;
  }
}
