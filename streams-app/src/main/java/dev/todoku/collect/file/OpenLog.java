package dev.todoku.collect.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of a log that is being read. What it holds can be read to the end though it is deleted.
 */
final class OpenLog implements AutoCloseable {
  private final BackFile file;

  /** Of a file that is compressed there is only the stream. */
  private final @Nullable FileChannel channel;

  private final InputStream unpacked;
  private long offset;

  private OpenLog(BackFile file, @Nullable FileChannel channel, InputStream unpacked) {
    this.file = file;
    this.channel = channel;
    this.unpacked = unpacked;
  }

  /**
   * @param offset from where it is read, unpacked
   * @throws IOException when it cannot be read, or is compressed and not complete
   */
  static OpenLog at(BackFile file, long offset) throws IOException {
    OpenLog log;
    if (file.isPacked()) {
      log = new OpenLog(file, null, BackFile.open(file.path(), true));
      log.skip(offset);
    } else {
      log =
          new OpenLog(
              file,
              FileChannel.open(file.path(), StandardOpenOption.READ),
              InputStream.nullInputStream());
    }
    log.offset = offset;
    return log;
  }

  private void skip(long bytes) throws IOException {
    try {
      unpacked.skipNBytes(bytes);
    } catch (EOFException e) {
      unpacked.close();
      throw incomplete(e);
    }
  }

  private IOException incomplete(EOFException e) {
    return new IOException(file.path() + " is not complete", e);
  }

  BackFile file() {
    return file;
  }

  /** From where the next byte is read. */
  long offset() {
    return offset;
  }

  /**
   * Reads what follows, 0 bytes at the end.
   *
   * @throws IOException when it cannot be read, or is compressed and not complete
   */
  int read(byte[] into, int from) throws IOException {
    int count =
        channel == null
            ? unpack(into, from)
            : channel.read(ByteBuffer.wrap(into, from, into.length - from), offset);
    offset += Math.max(0, count);
    return Math.max(0, count);
  }

  private int unpack(byte[] into, int from) throws IOException {
    try {
      return unpacked.readNBytes(into, from, into.length - from);
    } catch (EOFException e) {
      throw incomplete(e);
    }
  }

  /** The last {@code count} bytes are to be read again. */
  void back(int count) {
    offset -= count;
  }

  /** What it begins with now. */
  Head head() throws IOException {
    if (channel == null) {
      return file.head();
    }
    ByteBuffer start = ByteBuffer.allocate(Head.LENGTH);
    while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
      // Until it is full or the file ends.
    }
    byte[] bytes = new byte[start.position()];
    start.flip().get(bytes);
    return new Head(bytes);
  }

  /** Whether it has been cut shorter than what was read of it. */
  boolean isCut() throws IOException {
    return channel != null && channel.size() < offset;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    } else {
      unpacked.close();
    }
  }
}
