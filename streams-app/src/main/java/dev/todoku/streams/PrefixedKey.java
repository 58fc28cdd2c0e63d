package dev.todoku.streams;

import dev.todoku.wire.ScopeKey;

/**
 * Keys of stores that hold several entries for one name. The entries of a name stand together, and
 * are found as a range. A name may be a {@link ScopeKey}, whose own separator is another one.
 */
public final class PrefixedKey {
  static final char SEPARATOR = '\u001e';
  private static final char AFTER_SEPARATOR = '\u001f';

  private PrefixedKey() {}

  public static String of(String name, String entry) {
    return name + SEPARATOR + entry;
  }

  /** The name in a key. */
  public static String name(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** The entry in a key of {@code name}. */
  public static String entry(String name, String key) {
    return key.substring(name.length() + 1);
  }

  /** Where the keys of {@code name} begin. */
  public static String first(String name) {
    return name + SEPARATOR;
  }

  /** After the last key of {@code name}. */
  public static String end(String name) {
    return name + AFTER_SEPARATOR;
  }
}
