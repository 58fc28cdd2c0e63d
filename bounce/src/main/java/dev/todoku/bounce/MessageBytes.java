package dev.todoku.bounce;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message, and a character for each of them, for what is looked for in all of them.
 * In most messages these characters are the text already, so that nothing is decoded or copied.
 */
final class MessageBytes {
  private final byte[] bytes;
  private final String image;
  private final boolean isText;

  MessageBytes(byte[] bytes) {
    this.bytes = bytes;
    String text = Charsets.plain(bytes);
    isText = text != null;
    image = text == null ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
  }

  byte[] bytes() {
    return bytes;
  }

  String image() {
    return image;
  }

  /**
   * What stands between {@code from} and {@code to}.
   *
   * @param declared the label of its charset, null when there is none
   */
  String text(int from, int to, @Nullable String declared) {
    return isText && !Charsets.isWide(declared)
        ? image.substring(from, to)
        : Charsets.decode(bytes, from, to, declared);
  }

  /** The fields between {@code from} and {@code to}. */
  Fields fields(int from, int to) {
    return isText ? Fields.of(image, from, to) : Fields.of(text(from, to, null));
  }
}
