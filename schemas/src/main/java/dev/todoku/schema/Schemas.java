package dev.todoku.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON Schemas (draft 2020-12) of the public topics, each a document that stands alone. Topics
 * of raw bytes have none.
 */
public final class Schemas {
  private Schemas() {}

  /** The schema of what stands on {@code topic}; empty when its values are raw bytes. */
  public static Optional<String> of(Topic<?, ?> topic) {
    return json(topic.name());
  }

  /** The schema of the public topic of this name; empty when there is none. */
  public static Optional<String> json(String topicName) {
    try (InputStream schema = Schemas.class.getResourceAsStream(topicName + ".schema.json")) {
      return schema == null
          ? Optional.empty()
          : Optional.of(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
