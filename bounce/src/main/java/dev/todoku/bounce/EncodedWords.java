package dev.todoku.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Encoded words (RFC 2047), also where there are 100 kB of them that are broken on purpose. */
final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile(
          "=\\?([\\w.:+-]{1,40})(?:\\*[\\w-]{1,20})?\\?([BbQq])\\?([!->@-~]*)\\?=( +(?==\\?))?");

  private EncodedWords() {}

  /** {@code value} with its encoded words decoded; words that are broken stay as they are. */
  static String decode(String value) {
    if (!value.contains("=?")) {
      return value;
    }
    return WORD.matcher(value)
        .replaceAll(
            word -> {
              String text = text(word.group(1), word.group(2), word.group(3));
              return Matcher.quoteReplacement(text == null ? word.group() : text);
            });
  }

  /** Null when the word is broken or its charset unknown. */
  private static @Nullable String text(String charset, String encoding, String encoded) {
    try {
      byte[] bytes =
          encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(encoded) : q(encoded);
      return new String(bytes, Charset.forName(charset));
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }

  private static byte[] q(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] in = encoded.replace('_', ' ').getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '=' && i + 2 < in.length) {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(in[i]);
      }
    }
    return bytes.toByteArray();
  }
}
