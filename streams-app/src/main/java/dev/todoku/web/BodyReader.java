package dev.todoku.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Reads bodies of requests, so many at once, of a bounded size, and none that comes slower than a
 * modem sends. Whoever waits for a body holds a thread; those that are left answer the probes.
 */
final class BodyReader {
  /** Of some 250 threads that answer. */
  static final int AT_ONCE = 64;

  /** A network that stumbles is no attack. */
  static final Duration GRACE = Duration.ofSeconds(10);

  static final long LEAST_BYTES_PER_SECOND = 256;

  private static final int CHUNK = 16 * 1024;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int largest;
  private final LongSupplier nanoTime;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * A reader.
   *
   * @param largest body in bytes
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  BodyReader(int largest, LongSupplier nanoTime) {
    this.largest = largest;
    this.nanoTime = nanoTime;
  }

  /**
   * The body.
   *
   * @param announced its length in bytes, -1 when it is not known
   * @throws RequestRefusedException when too many bodies are being read, or this one is too large
   *     or too slow
   */
  byte[] read(InputStream in, long announced) {
    if (announced > largest) {
      throw tooLarge();
    }
    if (!places.tryAcquire()) {
      throw new RequestRefusedException(
          503, "too many bodies are being read; post it again in a few seconds");
    }
    try (in) {
      return readAll(in);
    } catch (IOException e) {
      throw tooSlow();
    } finally {
      places.release();
    }
  }

  private byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long begin = nanoTime.getAsLong();
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      body.write(chunk, 0, count);
      if (body.size() > largest) {
        throw tooLarge();
      }
      double seconds = (nanoTime.getAsLong() - begin) / NANOS_PER_SECOND;
      if (seconds > GRACE.toSeconds() && body.size() < seconds * LEAST_BYTES_PER_SECOND) {
        throw tooSlow();
      }
    }
    return body.toByteArray();
  }

  private RequestRefusedException tooLarge() {
    return tooLarge(largest);
  }

  static RequestRefusedException tooLarge(int largest) {
    return new RequestRefusedException(
        413, "the body is larger than " + largest + " bytes; post less at once");
  }

  private static RequestRefusedException tooSlow() {
    return new RequestRefusedException(
        408,
        "the body did not come in time: at least " + LEAST_BYTES_PER_SECOND + " bytes a second");
  }
}
