package dev.todoku.cli.parse;

import dev.todoku.text.Cells;
import java.util.regex.Pattern;

/** What two replies have in common that differ only in what changes from mail to mail. */
final class Alike {
  private static final int WIDTH = 160;

  private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@]{1,320}@[^\\s<>,;:]{1,255}>?");
  private static final Pattern URL = Pattern.compile("https?://\\S{1,500}");
  private static final Pattern HOST =
      Pattern.compile("\\b(?:[A-Za-z0-9_-]{1,63}\\.){2,8}[A-Za-z]{2,20}\\b\\.?");
  private static final Pattern IP =
      Pattern.compile(
          "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b|\\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,7}");
  private static final Pattern STATUS = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");
  private static final Pattern TOKEN =
      Pattern.compile("\\b(?=[A-Za-z-]{0,40}\\d)[A-Za-z0-9][A-Za-z0-9_-]{7,100}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Alike() {}

  static String words(String text) {
    String words = URL.matcher(Cells.cut(text, Integer.MAX_VALUE)).replaceAll("(url)");
    words = ADDRESS.matcher(words).replaceAll("(address)");
    words = IP.matcher(words).replaceAll("(ip)");
    words = STATUS.matcher(words).replaceAll("(status)");
    words = HOST.matcher(words).replaceAll("(host)");
    words = TOKEN.matcher(words).replaceAll("(id)");
    words = NUMBER.matcher(words).replaceAll("#");
    return Cells.cut(words, WIDTH).strip();
  }
}
