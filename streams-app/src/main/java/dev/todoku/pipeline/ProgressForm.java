package dev.todoku.pipeline;

import dev.todoku.progress.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binary form of a topic that carries values and, among them, {@link Progress}: a byte that says
 * which, then the form of the one or the other.
 */
final class ProgressForm<T> {
  private static final byte VALUE = 0;
  private static final byte PROGRESS = 1;

  private final Class<T> type;
  private final Function<T, byte[]> encode;
  private final Function<byte[], T> decode;

  ProgressForm(Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
    this.type = type;
    this.encode = encode;
    this.decode = decode;
  }

  byte[] encode(Object value) {
    return value instanceof Progress progress
        ? prefixed(PROGRESS, progress.encode())
        : prefixed(VALUE, encode.apply(type.cast(value)));
  }

  Object decode(byte[] bytes) {
    byte[] form = Arrays.copyOfRange(bytes, 1, bytes.length);
    return bytes[0] == PROGRESS ? Progress.decode(form) : decode.apply(form);
  }

  /** The progress that {@code bytes} stand for, empty when they stand for a value. */
  static Optional<Progress> progress(byte[] bytes) {
    return bytes != null && bytes.length > 0 && bytes[0] == PROGRESS
        ? Optional.of(Progress.decode(Arrays.copyOfRange(bytes, 1, bytes.length)))
        : Optional.empty();
  }

  private static byte[] prefixed(byte kind, byte[] form) {
    byte[] bytes = new byte[form.length + 1];
    bytes[0] = kind;
    System.arraycopy(form, 0, bytes, 1, form.length);
    return bytes;
  }
}
