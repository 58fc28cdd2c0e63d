package dev.todoku.collect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is written and rotated while it is read, against what was written. */
@Timeout(600)
class RotationUnderLoadTest {
  private static final int LONGER = Integer.getInteger("todoku.longer", 1);
  private static final int LINES = 6_000 * LONGER;
  private static final int LINES_IN_A_BATCH = 20;
  private static final int LINES_BETWEEN_ROTATIONS = 1_000 * LONGER;

  @TempDir Path directory;

  enum Way {
    RENAME,
    RENAME_AND_COMPRESS,
    COPY_TRUNCATE,
    COPY_TRUNCATE_AND_COMPRESS
  }

  @ParameterizedTest
  @EnumSource
  void everyLineIsReadOnce(Way way) throws Exception {
    LogDirectory logs = new LogDirectory(directory);
    FutureTask<Void> writing = new FutureTask<>(() -> write(logs, way), null);
    Thread writer = new Thread(writing, "writer");
    writer.start();
    List<String> read = read(logs, new Random(7), writing);
    writing.get();
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
    assertThat(read).isEqualTo(IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
  }

  /** Reads, and now and then forgets everything but the position. */
  private static List<String> read(LogDirectory logs, Random random, FutureTask<?> writing)
      throws IOException, InterruptedException {
    List<String> read = new ArrayList<>();
    byte[] position = null;
    while (read.size() < LINES || !writing.isDone()) {
      try (LogFiles files = logs.open(position)) {
        for (int polls = random.nextInt(400); polls > 0; polls--) {
          poll(files);
          while (files.nextTime() != CollectorSource.NOTHING) {
            CollectedEntry entry = files.take();
            String line = new String(entry.value(), UTF_8);
            read.add(line.substring(line.indexOf("line ")));
            poll(files);
          }
          Thread.onSpinWait();
        }
        byte[] changed = LogDirectory.position(files);
        position = changed == null ? position : changed;
      }
    }
    return read;
  }

  /** Who finds a file that is still being compressed looks again, as the collector does. */
  private static void poll(LogFiles files) throws IOException {
    try {
      files.poll(System.currentTimeMillis());
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).endsWith("is not complete")) {
        throw e;
      }
    }
  }

  private static void write(LogDirectory logs, Way way) {
    try {
      OutputStream log = open(logs);
      for (int i = 0; i < LINES; i += LINES_IN_A_BATCH) {
        StringBuilder batch = new StringBuilder();
        for (int j = i; j < i + LINES_IN_A_BATCH; j++) {
          batch.append(Instant.now()).append(" mx line ").append(j).append('\n');
        }
        // Not at the end of a line, as a buffer that is full.
        byte[] bytes = batch.toString().getBytes(UTF_8);
        log.write(bytes, 0, bytes.length / 2);
        log.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        if ((i + LINES_IN_A_BATCH) % LINES_BETWEEN_ROTATIONS == 0) {
          log = rotate(logs, way, log);
        }
      }
      log.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static OutputStream rotate(LogDirectory logs, Way way, OutputStream log)
      throws IOException {
    switch (way) {
      case RENAME -> logs.rotate();
      case RENAME_AND_COMPRESS -> logs.rotate();
      case COPY_TRUNCATE, COPY_TRUNCATE_AND_COMPRESS -> logs.copyTruncate();
      default -> throw new IllegalArgumentException();
    }
    if (way == Way.COPY_TRUNCATE) {
      return log;
    }
    if (way != Way.RENAME) {
      logs.compress("mail.log.1");
    }
    log.close();
    return open(logs);
  }

  private static OutputStream open(LogDirectory logs) throws IOException {
    return Files.newOutputStream(logs.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
