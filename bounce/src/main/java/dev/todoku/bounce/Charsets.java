package dev.todoku.bounce;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes texts whose charset may be missing or wrong. What the bytes themselves prove goes before
 * what their label says: bounce messages quote other people's bytes under their own label.
 */
final class Charsets {
  /** Begins a text of ISO-2022-JP. */
  private static final String ESCAPE = "\u001b$";

  private static final char ESCAPE_CHARACTER = '\u001b';

  /** Stands in a text where its bytes were none of the charset; seldom of its own. */
  private static final char UNREADABLE = '\ufffd';

  /** What a JRE without the module jdk.charsets lacks stays out. */
  private static final List<Charset> JAPANESE = known("EUC-JP", "windows-31j");

  private static final List<Charset> ESCAPED = known("ISO-2022-JP");
  private static final Charset LAST_RESORT = StandardCharsets.ISO_8859_1;

  private Charsets() {}

  /**
   * {@code bytes} as text; never fails.
   *
   * @param declared the label, null when there is none
   */
  static String decode(byte[] bytes, @Nullable String declared) {
    return decode(bytes, 0, bytes.length, declared);
  }

  /** The bytes between {@code from} and {@code to} as text. */
  static String decode(byte[] bytes, int from, int to, @Nullable String declared) {
    if (isWide(declared)) {
      return new String(bytes, from, to - from, Objects.requireNonNull(of(declared)));
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (!ESCAPED.isEmpty() && text.contains(ESCAPE)) {
      return new String(bytes, from, to - from, ESCAPED.get(0));
    }
    return text.indexOf(UNREADABLE) < 0
        ? text
        : byContent(ByteBuffer.wrap(bytes, from, to - from), declared);
  }

  /**
   * {@code bytes} as text, where that is sure and has a character for each of them: ASCII without
   * escape sequences. Null when they are anything else.
   */
  static @Nullable String plain(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean isAscii = text.length() == bytes.length && text.indexOf(UNREADABLE) < 0;
    return isAscii && text.indexOf(ESCAPE_CHARACTER) < 0 ? text : null;
  }

  private static String byContent(ByteBuffer bytes, @Nullable String declared) {
    String text = strictly(bytes, StandardCharsets.UTF_8);
    if (text != null) {
      return text;
    }
    Charset label = of(declared);
    if (label != null && !isSevenBit(label) && !StandardCharsets.UTF_8.equals(label)) {
      return leniently(bytes, label);
    }
    for (Charset charset : JAPANESE) {
      text = StandardCharsets.UTF_8.equals(label) ? null : strictly(bytes, charset);
      if (text != null) {
        return text;
      }
    }
    return leniently(
        bytes, StandardCharsets.UTF_8.equals(label) ? StandardCharsets.UTF_8 : LAST_RESORT);
  }

  private static boolean isSevenBit(Charset charset) {
    return charset.equals(StandardCharsets.US_ASCII) || charset.name().startsWith("ISO-2022");
  }

  /** Whether a character of the charset {@code declared} has more than one byte, always. */
  static boolean isWide(@Nullable String declared) {
    return declared != null
        && declared.toLowerCase(Locale.ROOT).startsWith("utf-16")
        && of(declared) != null;
  }

  /** Null when the bytes are not in {@code charset}. */
  private static @Nullable String strictly(ByteBuffer bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException other) {
      return null;
    }
  }

  private static String leniently(ByteBuffer bytes, Charset charset) {
    return charset.decode(bytes.duplicate()).toString();
  }

  /** Null when {@code name} is none that can be decoded. */
  static @Nullable Charset of(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return name.equalsIgnoreCase("shift_jis")
          ? Charset.forName("windows-31j")
          : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  private static List<Charset> known(String... names) {
    return List.of(names).stream().filter(Charset::isSupported).map(Charset::forName).toList();
  }
}
