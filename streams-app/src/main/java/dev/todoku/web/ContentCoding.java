package dev.todoku.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The coding in which a body is sent (RFC 9110 section 8.4): none, or gzip. */
final class ContentCoding {
  private ContentCoding() {}

  /**
   * The content.
   *
   * @param coding value of {@code Content-Encoding}, null when it was not sent
   * @param largest content in bytes: what is larger is not unpacked any further
   * @throws RequestRefusedException when the coding is another one, the body is not in it, or the
   *     content is too large
   */
  static byte[] content(byte[] body, @Nullable String coding, int largest) {
    String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> unpacked(body, largest);
      default ->
          throw new RequestRefusedException(
              415, "the body is in a coding that is not read here: send it plain, or in gzip");
    };
  }

  private static byte[] unpacked(byte[] body, int largest) {
    byte[] content;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      content = in.readNBytes(largest + 1);
    } catch (IOException e) {
      throw RequestRefusedException.badRequest("the body is not in gzip, as its headers say");
    }
    if (content.length > largest) {
      throw BodyReader.tooLarge(largest);
    }
    return content;
  }
}
