package dev.todoku.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The name of an instance in its consumer group (KIP-345). It is kept beside the local state, so
 * that a process that was killed and starts again takes its own place at once instead of waiting
 * until the group misses it. It is random and not made from the directory's path, which is the same
 * in every container.
 */
final class InstanceId {
  private InstanceId() {}

  /**
   * Reads the name, or makes one at the first start.
   *
   * @param stateDir is created when it is missing
   * @throws UncheckedIOException when it cannot be written
   */
  static String in(Path stateDir, String applicationId) {
    Path file = stateDir.resolve(applicationId + ".instance-id");
    try {
      Files.createDirectories(stateDir);
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the name of this instance in " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.writeString(file, UUID.randomUUID().toString(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; only one of the two will get the lock of the state.
    }
  }
}
