package dev.todoku.collect.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that rotation gives to back files: {@code mail.log.1}, {@code mail.log.2.gz}, {@code
 * mail.log-20261121}, {@code mail-20261121.log.gz}.
 */
final class RotationNames {
  private static final String NUMBER = "(?:\\.\\d{1,4}|[.-]\\d{6,14}(?:-\\d{1,10})?)";
  private static final String PACKED = "(?:\\.gz|\\.zst)?";
  private static final Pattern BEHIND = Pattern.compile("(.+?)" + NUMBER + PACKED);
  private static final Pattern BEFORE_SUFFIX =
      Pattern.compile("(.+?)-\\d{6,14}(\\.[A-Za-z]+)" + PACKED);
  private static final Pattern PACKED_SUFFIX = Pattern.compile("\\.(?:gz|zst)$");

  private RotationNames() {}

  /** The name of the log of which {@code name} is a back file; {@code name} when it is none. */
  static String logOf(String name) {
    Matcher before = BEFORE_SUFFIX.matcher(name);
    if (before.matches() && !PACKED_SUFFIX.matcher(before.group(2)).matches()) {
      return before.group(1) + before.group(2);
    }
    Matcher behind = BEHIND.matcher(name);
    if (behind.matches()) {
      return behind.group(1);
    }
    return PACKED_SUFFIX.matcher(name).replaceFirst("");
  }
}
