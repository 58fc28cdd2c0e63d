package dev.todoku.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir Path directory;

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    IOException error =
        catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));
    assertThat(FileTrouble.of(error).in(Language.EN)).isEqualTo(file + " is no directory");
  }

  @Test
  void saysWhatIsMissing() {
    Path file = directory.resolve("none/file");
    IOException error = catchThrowableOfType(IOException.class, () -> Files.createFile(file));
    assertThat(FileTrouble.of(error).in(Language.EN)).isEqualTo("there is no " + file);
  }

  @Test
  void saysWhereRightsAreMissing() {
    assertThat(FileTrouble.of(new AccessDeniedException("/var/lib/todoku")).in(Language.EN))
        .isEqualTo("no permission for /var/lib/todoku");
  }

  @Test
  void saysWhatTheSystemSaysOtherwise() {
    assertThat(
            FileTrouble.of(new FileSystemException("/x", null, "Read-only file system"))
                .in(Language.EN))
        .isEqualTo("Read-only file system");
    assertThat(FileTrouble.of(new IOException("disk quota exceeded")).in(Language.EN))
        .isEqualTo("disk quota exceeded");
  }
}
