package dev.todoku.binary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Whole records in binary JSON (Smile) behind a version byte: for state that is rare and wide,
 * where a layout of its own would be more code than it saves bytes.
 */
public final class SmileForm<T> {
  private static final int VERSION = 1;

  private static final SmileMapper MAPPER =
      SmileMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final ObjectReader reader;
  private final ObjectWriter writer;

  public SmileForm(Class<T> type) {
    reader = MAPPER.readerFor(type);
    writer = MAPPER.writerFor(type);
  }

  public byte[] encode(T value) {
    byte[] smile = writer.writeValueAsBytes(value);
    byte[] versioned = new byte[smile.length + 1];
    versioned[0] = VERSION;
    System.arraycopy(smile, 0, versioned, 1, smile.length);
    return versioned;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version
   * @throws JacksonException when they are no such value
   */
  public T decode(byte[] bytes) {
    if (bytes[0] != VERSION) {
      throw new IllegalArgumentException("binary form of version " + bytes[0]);
    }
    return reader.readValue(Arrays.copyOfRange(bytes, 1, bytes.length));
  }
}
