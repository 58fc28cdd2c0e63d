package dev.todoku.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.LiveInstance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WatchCommandTest {
  @TempDir Path directory;

  /** What it says instead of starting. */
  private String refusal(Object... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new WatchCommand(LiveInstance.PIPELINE))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  err.write(e.getMessage());
                  return 1;
                });
    int exit = command.execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    assertThat(exit).isNotZero();
    return err.toString();
  }

  @Test
  void saysInOneLineWhatCannotBeRead() throws Exception {
    assertThat(refusal(directory)).contains("is a directory: name the log in it");
    assertThat(refusal(directory.resolve("none/mail.log"))).startsWith("there is no directory");
    Path log = Files.createFile(directory.resolve("mail.log"));
    assertThat(refusal(log, "--bounces", directory.resolve("none")))
        .startsWith("there is no mailbox");
    assertThat(refusal(log, "--keep", 0)).contains("--keep must be 1 to 3650 days");
    assertThat(refusal(log, "--data", log)).startsWith("cannot write to " + log);
  }
}
