package dev.todoku.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.collect.LineStamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
  @TempDir Path directory;

  /** Which file is looked at first is the file system's choice: the other one is renamed then. */
  @Test
  void aFileThatIsRenamedMeanwhileIsNeverMissingFromTheList() throws IOException {
    write("mail.log.1", 0);
    write("mail.log.2", 61);
    AtomicInteger looks = new AtomicInteger();
    LineStamps.Factory renaming =
        until ->
            line -> {
              if (looks.getAndIncrement() == 0) {
                rename(line[line.length - 1] == '0' ? "mail.log.2" : "mail.log.1");
              }
              return LogDirectory.STAMPS.until(until).of(line);
            };
    Generations log = new Generations(directory.resolve("mail.log"), renaming);
    assertThatThrownBy(log::list).isInstanceOf(NoSuchFileException.class);
    assertThat(log.list()).hasSize(2);
  }

  @Test
  void aLinkToNothingIsNoFileOfTheLog() throws IOException {
    write("mail.log", 0);
    Files.createSymbolicLink(directory.resolve("mail.log.1"), directory.resolve("gone"));
    assertThat(new Generations(directory.resolve("mail.log"), LogDirectory.STAMPS).list())
        .extracting(BackFile::isLive)
        .containsExactly(true);
  }

  private void write(String name, int line) throws IOException {
    Files.writeString(directory.resolve(name), LogDirectory.line(line) + "\n");
  }

  private void rename(String name) {
    try {
      Files.move(directory.resolve(name), directory.resolve("mail.log.7"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
