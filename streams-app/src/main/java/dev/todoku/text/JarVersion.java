package dev.todoku.text;

import java.util.Optional;

/** The version that the jar names. */
public final class JarVersion {
  private JarVersion() {}

  /** Empty for classes that lie in no jar, as in a test. */
  public static Optional<String> find() {
    return Optional.ofNullable(JarVersion.class.getPackage().getImplementationVersion());
  }
}
