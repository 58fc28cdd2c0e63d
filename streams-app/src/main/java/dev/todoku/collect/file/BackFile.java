package dev.todoku.collect.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * A file of a log: the one that is written, or one that rotation has put away.
 *
 * @param inode what the file system calls it; stays when it is renamed
 * @param size in bytes as it is stored
 * @param modifiedAt when it was last written, in milliseconds since 1970
 * @param isPacked whether it is compressed
 * @param isLive whether it has the name under which the log is written
 * @param firstTime when its first line was written, in milliseconds since 1970
 */
record BackFile(
    Path path,
    Object inode,
    long size,
    long modifiedAt,
    boolean isPacked,
    boolean isLive,
    Head head,
    long firstTime) {
  private static final int GZIP_TRAILER = 4;

  /**
   * Empty when it is not a file, or compressed and not complete enough to begin.
   *
   * @throws NoSuchFileException when it is gone, or has another name by now
   */
  static Optional<BackFile> look(Path path, boolean isLive, FirstLine firstLine)
      throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      try (BufferedInputStream stored = Packing.buffered(Files.newInputStream(path))) {
        boolean isGzip = path.toString().endsWith(".gz");
        boolean isZstd = !isGzip && Packing.of(stored) == Packing.ZSTD;
        return isZstd && isBeingWritten(path)
            ? Optional.empty()
            : Optional.of(read(path, stored, attributes, isLive, isGzip || isZstd, firstLine));
      }
    } catch (NoSuchFileException gone) {
      if (Files.isSymbolicLink(path)) {
        return Optional.empty();
      }
      throw gone;
    } catch (EOFException | ZipException notThere) {
      return Optional.empty();
    }
  }

  private static BackFile read(
      Path path,
      BufferedInputStream stored,
      BasicFileAttributes attributes,
      boolean isLive,
      boolean isPacked,
      FirstLine firstLine)
      throws IOException {
    try (InputStream text = isPacked ? Packing.unpacked(stored) : stored) {
      Head head = Head.of(text);
      long modifiedAt = attributes.lastModifiedTime().toMillis();
      return new BackFile(
          path,
          attributes.fileKey(),
          attributes.size(),
          modifiedAt,
          isPacked,
          isLive,
          head,
          firstLine.time(head.firstLine(), modifiedAt));
    }
  }

  /** KumoMTA takes the right to write from a segment of its log when that is complete. */
  private static boolean isBeingWritten(Path path) throws IOException {
    try {
      return !path.toString().endsWith(".zst")
          && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_WRITE);
    } catch (UnsupportedOperationException noSuchRights) {
      return false;
    }
  }

  /**
   * How large it is when it is unpacked; below 4 GiB that stands at the end of gzip (RFC 1952). Of
   * zstd it is not known.
   */
  long unpackedSize() throws IOException {
    boolean isGzip = isPacked && path.toString().endsWith(".gz");
    if (!isGzip || size < GZIP_TRAILER) {
      return size;
    }
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer trailer = ByteBuffer.allocate(GZIP_TRAILER).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(trailer, channel.size() - GZIP_TRAILER);
      return Integer.toUnsignedLong(trailer.getInt(0));
    } catch (NoSuchFileException e) {
      return size;
    }
  }

  /** When a first line was written. */
  interface FirstLine {
    /**
     * In milliseconds since 1970.
     *
     * @param modifiedAt when the file was last written
     */
    long time(byte[] line, long modifiedAt);
  }

  /** The text of a log. */
  static InputStream open(Path path, boolean isPacked) throws IOException {
    InputStream stored = Files.newInputStream(path);
    if (!isPacked) {
      return stored;
    }
    try {
      return Packing.unpacked(stored);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }
}
