package dev.todoku.watermark;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binary form of a topic that carries values and, among them, {@link StageWatermark}: a byte that
 * says which, then the form of the one or the other.
 */
public final class WatermarkCodec<T> {
  private static final byte VALUE = 0;
  private static final byte PROGRESS = 1;

  private final Class<T> type;
  private final Function<T, byte[]> encode;
  private final Function<byte[], T> decode;

  public WatermarkCodec(Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
    this.type = type;
    this.encode = encode;
    this.decode = decode;
  }

  public byte[] encode(Object value) {
    return value instanceof StageWatermark progress
        ? prefixed(PROGRESS, progress.encode())
        : prefixed(VALUE, encode.apply(type.cast(value)));
  }

  public Object decode(byte[] bytes) {
    byte[] form = Arrays.copyOfRange(bytes, 1, bytes.length);
    return bytes[0] == PROGRESS ? StageWatermark.decode(form) : decode.apply(form);
  }

  /** The progress that {@code bytes} stand for, empty when they stand for a value. */
  public static Optional<StageWatermark> progress(byte[] bytes) {
    return bytes != null && bytes.length > 0 && bytes[0] == PROGRESS
        ? Optional.of(StageWatermark.decode(Arrays.copyOfRange(bytes, 1, bytes.length)))
        : Optional.empty();
  }

  private static byte[] prefixed(byte kind, byte[] form) {
    byte[] bytes = new byte[form.length + 1];
    bytes[0] = kind;
    System.arraycopy(form, 0, bytes, 1, form.length);
    return bytes;
  }
}
