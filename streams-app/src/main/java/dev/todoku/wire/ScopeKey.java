package dev.todoku.wire;

import dev.todoku.schema.Scope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A scope as a key that can be read back. */
public final class ScopeKey {
  private static final char SEPARATOR = '\u001f';
  private static final Pattern SPLIT = Pattern.compile(String.valueOf(SEPARATOR));

  private ScopeKey() {}

  public static String of(Scope scope) {
    return part(scope.provider())
        + SEPARATOR
        + part(scope.sourceIp())
        + SEPARATOR
        + part(scope.fromDomain());
  }

  public static Scope parse(String key) {
    String[] parts = SPLIT.split(key, -1);
    return new Scope(whole(parts[0]), whole(parts[1]), whole(parts[2]));
  }

  private static String part(@Nullable String name) {
    return name == null ? "" : name;
  }

  private static @Nullable String whole(String part) {
    return part.isEmpty() ? null : part;
  }
}
