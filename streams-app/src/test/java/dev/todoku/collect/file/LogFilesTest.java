package dev.todoku.collect.file;

import static dev.todoku.collect.file.LogDirectory.drain;
import static dev.todoku.collect.file.LogDirectory.expected;
import static dev.todoku.collect.file.LogDirectory.line;
import static dev.todoku.collect.file.LogDirectory.lines;
import static dev.todoku.collect.file.LogDirectory.position;
import static dev.todoku.collect.file.LogDirectory.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  @TempDir Path directory;
  private LogDirectory logs;

  @BeforeEach
  void prepare() {
    logs = new LogDirectory(directory);
  }

  @Test
  void givesLinesWithTheirTimeAndHost() throws IOException {
    logs.append(lines(0, 2));
    try (LogFiles files = logs.open(null)) {
      List<CollectedEntry> entries = drain(files, 0);
      assertThat(entries).extracting(CollectedEntry::key).containsExactly("mx", "mx");
      assertThat(entries)
          .extracting(CollectedEntry::time)
          .containsExactly(
              Instant.parse("2026-11-21T00:00:00Z").toEpochMilli(),
              Instant.parse("2026-11-21T00:00:01Z").toEpochMilli());
    }
  }

  @Test
  void aLineWithoutStampHasThatOfTheLineBefore() throws IOException {
    logs.append(line(7) + "\n  it goes on\n\n");
    try (LogFiles files = logs.open(null)) {
      List<CollectedEntry> entries = drain(files, 0);
      assertThat(entries).hasSize(2);
      assertThat(entries.get(1).time()).isEqualTo(entries.get(0).time());
      assertThat(entries.get(1).key()).isEqualTo("mx");
    }
  }

  @Test
  void readsAPackedSegmentOnceItIsComplete() throws IOException {
    Path segment = directory.resolve("mail.log");
    try (ZstdOutputStream out = new ZstdOutputStream(Files.newOutputStream(segment))) {
      out.write(lines(0, 3).getBytes(StandardCharsets.UTF_8));
    }
    Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-r--r--"));
    try (LogFiles files = logs.open(null)) {
      assertThat(drain(files, 0)).as("while it is written").isEmpty();
      Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("r--r--r--"));
      assertThat(texts(files, 1)).isEqualTo(expected(0, 3));
    }
  }

  @Test
  void waitsForTheEndOfALine() throws IOException {
    logs.append(line(0).substring(0, 9));
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).isEmpty();
      logs.append(line(0).substring(9));
      assertThat(texts(files)).isEmpty();
      logs.append("\r\n" + line(1));
      assertThat(texts(files)).containsExactly(line(0));
    }
  }

  @Test
  void aLineThatIsTooLongIsCountedAndPassedOver() throws IOException {
    logs.append(line(0) + "\n" + "x".repeat(300_000) + "\n" + line(1) + "\n");
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).containsExactly(line(0), line(1));
      assertThat(files.status().tooLong()).isEqualTo(1);
    }
  }

  @Test
  void saysUntilWhenItHasReadEverything() throws IOException {
    logs.append(lines(0, 2));
    try (LogFiles files = logs.open(null)) {
      assertThat(files.readUntil()).isZero();
      files.poll(5_000);
      assertThat(files.readUntil()).isZero();
      drain(files, 6_000);
      assertThat(files.readUntil()).isEqualTo(6_000);
    }
  }

  @Test
  void backFilesComeFirstTheOldestBeforeAllOthers() throws IOException {
    logs.append(lines(0, 10));
    logs.rotate();
    logs.append(lines(10, 20));
    logs.compress("mail.log.1");
    logs.rotate();
    logs.append(lines(20, 30));
    logs.rotate();
    logs.append(lines(30, 40));
    logs.age();
    assertThat(logs.file("mail.log.3.gz")).exists();
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).isEqualTo(expected(0, 40));
      assertThat(files.status().bytes()).isEqualTo(files.status().totalBytes());
    }
  }

  @Test
  void backFilesThatAreOlderThanWhatIsKeptAreLeftOut() throws IOException {
    logs.append(lines(0, 10));
    logs.rotate();
    logs.append(lines(10, 20));
    Files.setLastModifiedTime(
        logs.file("mail.log.1"), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    try (LogFiles files =
        new LogFiles(logs.log(), null, LogDirectory.STAMPS, Duration.ofDays(2), 1_000)) {
      assertThat(texts(files)).isEqualTo(expected(10, 20));
    }
  }

  @Test
  void afterARenameTheOldFileIsReadToItsEndFirst() throws IOException {
    logs.append(lines(0, 10));
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(10);
      Files.move(logs.log(), logs.file("mail.log.1"));
      assertThat(texts(files)).isEmpty();
      // Whoever writes the log has not changed over yet.
      Files.writeString(
          logs.file("mail.log.1"), lines(10, 12), java.nio.file.StandardOpenOption.APPEND);
      logs.append(lines(12, 14));
      long now = System.currentTimeMillis();
      assertThat(texts(files, now)).isEqualTo(expected(10, 12));
      assertThat(texts(files, now + 500)).isEmpty();
      assertThat(texts(files, now + 1_000)).isEqualTo(expected(12, 14));
    }
  }

  @Test
  void afterCopyTruncateTheRestIsReadFromTheCopy() throws IOException {
    logs.append(lines(0, 10));
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(10);
      logs.append(lines(10, 12));
      logs.copyTruncate();
      logs.append(lines(12, 13));
      logs.age();
      assertThat(texts(files)).isEqualTo(expected(10, 13));
      assertThat(files.status().gaps()).isZero();
    }
  }

  @Test
  void afterCopyTruncateALogThatHasGrownLongerThanBeforeIsTold() throws IOException {
    logs.append(lines(0, 3));
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(3);
      logs.append(lines(3, 5));
      logs.copyTruncate();
      logs.append(lines(5, 50));
      logs.age();
      assertThat(texts(files)).isEqualTo(expected(3, 50));
    }
  }

  @Test
  void aLogThatIsTruncatedWithoutACopyIsAGap() throws IOException {
    logs.append(lines(0, 3));
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(3);
      Files.writeString(logs.log(), lines(5, 6));
      assertThat(texts(files)).isEqualTo(expected(5, 6));
      assertThat(files.status().gaps()).isEqualTo(1);
    }
  }

  @Test
  void goesOnWhereItWas() throws IOException {
    logs.append(lines(0, 100));
    byte[] position;
    try (LogFiles files = logs.open(null)) {
      files.poll(0);
      for (int i = 0; i < 40; i++) {
        files.take();
        files.poll(0);
      }
      position = position(files);
    }
    try (LogFiles files = logs.open(position)) {
      assertThat(texts(files)).isEqualTo(expected(40, 100));
      assertThat(position(files)).isNotEqualTo(position);
      assertThat(files.changedPositions()).isEmpty();
    }
  }

  @Test
  void goesOnInAFileThatWasRotatedAndCompressedMeanwhile() throws IOException {
    logs.append(lines(0, 10));
    byte[] position;
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(10);
      position = position(files);
    }
    logs.append(lines(10, 20));
    logs.rotate();
    logs.append(lines(20, 30));
    logs.rotate();
    logs.compress("mail.log.2");
    logs.append(lines(30, 40));
    logs.age();
    try (LogFiles files = logs.open(position)) {
      assertThat(texts(files)).isEqualTo(expected(10, 40));
      assertThat(files.status().gaps()).isZero();
    }
  }

  @Test
  void goesOnAfterAFileThatIsGone() throws IOException {
    logs.append(lines(0, 10));
    byte[] position;
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(10);
      position = position(files);
    }
    Files.delete(logs.log());
    logs.append(lines(20, 30));
    try (LogFiles files = logs.open(position)) {
      assertThat(texts(files)).isEqualTo(expected(20, 30));
      assertThat(files.status().gaps()).isEqualTo(1);
    }
  }

  @Test
  void whatIsBeingCompressedIsReadOnce() throws IOException {
    logs.append(lines(0, 10));
    logs.rotate();
    logs.append(lines(10, 20));
    Files.copy(logs.file("mail.log.1"), logs.file("kept"));
    logs.compress("mail.log.1");
    Files.move(logs.file("kept"), logs.file("mail.log.1"));
    logs.age();
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).isEqualTo(expected(0, 20));
    }
  }

  @Test
  void whatIsNotWhollyCompressedYetIsReadWhenItIs() throws IOException {
    logs.append(lines(0, 8_000));
    byte[] position;
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files)).hasSize(8_000);
      position = position(files);
    }
    logs.append(lines(8_000, 9_000));
    logs.rotate();
    logs.compress("mail.log.1");
    Path packed = logs.file("mail.log.1.gz");
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
    try (LogFiles files = logs.open(position)) {
      assertThatThrownBy(() -> files.poll(0))
          .isInstanceOf(IOException.class)
          .hasMessage(packed + " is not complete");
      Files.write(packed, whole);
      logs.age();
      assertThat(texts(files)).isEqualTo(expected(8_000, 9_000));
      assertThat(files.status().gaps()).isZero();
    }
  }

  @Test
  void waitsForALogThatIsNotThereYet() throws IOException {
    try (LogFiles files = logs.open(null)) {
      assertThat(texts(files, 9)).isEmpty();
      assertThat(files.readUntil()).isEqualTo(9);
      logs.append(lines(0, 1));
      assertThat(texts(files)).containsExactly(line(0));
      assertThat(files.nextTime()).isEqualTo(CollectorSource.NOTHING);
    }
  }
}
