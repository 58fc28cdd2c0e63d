package dev.todoku.cli.explain;

import java.util.regex.Pattern;

/** What strangers wrote, without what would steer a terminal. */
final class Printable {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private Printable() {}

  static String of(String text) {
    return CONTROLS.matcher(text).replaceAll("\uFFFD");
  }
}
