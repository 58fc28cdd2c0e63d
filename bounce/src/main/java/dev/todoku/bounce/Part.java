package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message, or one part of it (RFC 2046): the fields of its header, and where in the bytes its
 * body stands. Nothing is copied or decoded before somebody asks for it.
 */
final class Part {
  /** Far above genuine mail, far below what hurts. */
  private static final int LONGEST_HEADER = 256 * 1024;

  /** Of a file that is attached; more than an input may have. */
  private static final int MAX_FILE = 2 * 1024 * 1024;

  /** Of one body. What a mail server has to say stands at the beginning. */
  private static final int MAX_BYTES = 128 * 1024;

  private final MessageBytes source;
  private final int from;
  private final int to;
  private final Fields header;
  private final ContentType type;

  private Part(MessageBytes source, int from, int to, Fields header, ContentType type) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.header = header;
    this.type = type;
  }

  /**
   * The message in {@code bytes}.
   *
   * @throws BrokenMessage when its header is longer than any genuine one
   */
  static Part message(byte[] bytes) throws BrokenMessage {
    return read(new MessageBytes(bytes), 0, bytes.length, ContentType.TEXT);
  }

  private static Part read(MessageBytes source, int from, int to, String otherwise)
      throws BrokenMessage {
    String image = source.image();
    int end = from;
    while (end < to && !isEmptyLine(image, end, to)) {
      end = afterLine(image, end, to);
      if (end - from > LONGEST_HEADER) {
        throw new BrokenMessage("a header is longer than " + LONGEST_HEADER + " bytes");
      }
    }
    Fields header = source.fields(from, end);
    ContentType type = ContentType.of(header.first("Content-Type"), otherwise);
    return new Part(source, afterLine(image, end, to), to, header, type);
  }

  private static boolean isEmptyLine(String image, int at, int to) {
    return image.charAt(at) == '\n' || (at + 1 < to && image.startsWith("\r\n", at));
  }

  private static int afterLine(String image, int from, int to) {
    return Math.min(Lines.end(image, from, to) + 1, to);
  }

  Fields header() {
    return header;
  }

  ContentType type() {
    return type;
  }

  /**
   * The parts of a multipart body (RFC 2046 section 5.1.1).
   *
   * @param most what comes after so many of them is not looked at
   * @throws BrokenMessage when the header of one is longer than any genuine one
   */
  List<Part> parts(int most) throws BrokenMessage {
    String image = source.image();
    String delimiter = "--" + type.boundary();
    String otherwise =
        type.type().equals("multipart/digest") ? ContentType.MESSAGE : ContentType.TEXT;
    List<Part> parts = new ArrayList<>();
    int start = -1;
    boolean isLast = false;
    for (int at = from; at < to && !isLast && parts.size() < most; ) {
      if (image.startsWith(delimiter, at)) {
        if (start >= 0) {
          parts.add(read(source, start, withoutLineEnd(start, at), otherwise));
        }
        start = afterLine(image, at, to);
        isLast = image.startsWith("--", at + delimiter.length());
      }
      at = afterLine(image, at, to);
    }
    if (start >= 0 && !isLast && parts.size() < most) {
      parts.add(read(source, start, to, otherwise));
    }
    return parts;
  }

  /** The end of line before a delimiter belongs to the delimiter. */
  private int withoutLineEnd(int start, int delimiter) {
    int end = delimiter > start ? delimiter - 1 : delimiter;
    return end > start && source.image().charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** Its body as text. */
  String text() {
    byte[] decoded = decoded(MAX_BYTES);
    return decoded == null ? rawText() : Charsets.decode(decoded, type.charset());
  }

  /** Its body as text, whatever its transfer encoding. */
  String rawText() {
    return source.text(from, Math.min(to, from + MAX_BYTES), type.charset());
  }

  /** Its body as a file. */
  byte[] file() {
    byte[] decoded = decoded(MAX_FILE);
    return decoded == null
        ? Arrays.copyOfRange(source.bytes(), from, Math.min(to, from + MAX_FILE))
        : decoded;
  }

  /** The message that is its body; some servers put an empty line before its header. */
  Part content() throws BrokenMessage {
    byte[] decoded = decoded(MAX_BYTES);
    return decoded == null
        ? content(source, from, to)
        : content(new MessageBytes(decoded), 0, decoded.length);
  }

  private static Part content(MessageBytes source, int from, int to) throws BrokenMessage {
    int start = from;
    while (start < to && isEmptyLine(source.image(), start, to)) {
      start = afterLine(source.image(), start, to);
    }
    return read(source, start, to, ContentType.TEXT);
  }

  /** Null when no transfer encoding hides the body. */
  private byte @Nullable [] decoded(int most) {
    return switch (header.first("Content-Transfer-Encoding").toLowerCase(Locale.ROOT)) {
      case "quoted-printable" -> TransferEncoding.quotedPrintable(source.bytes(), from, to, most);
      case "base64" -> TransferEncoding.base64(source.bytes(), from, to, most);
      default -> null;
    };
  }
}
