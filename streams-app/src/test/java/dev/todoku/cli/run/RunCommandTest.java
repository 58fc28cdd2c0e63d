package dev.todoku.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the command in a process of its own, because it ends with one. */
@Timeout(180)
class RunCommandTest {
  private static EmbeddedKafka kafka;

  @TempDir Path state;

  /** The process. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RunCommand(new CopyPipeline()))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  command.getErr().println(e.getMessage());
                  return 1;
                })
            .execute(arguments));
  }

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void aStopThatWasAskedForIsNoFailure() throws Exception {
    Process process = run("stopped");
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitLine(err, "/readyz");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void saysThatAnotherInstanceUsesTheDirectory() throws Exception {
    Process first = run("twice");
    try (BufferedReader err = first.errorReader(StandardCharsets.UTF_8)) {
      awaitLine(err, "/readyz");
      Process second = run("twice");
      try (BufferedReader secondErr = second.errorReader(StandardCharsets.UTF_8)) {
        assertThat(awaitLine(secondErr, "another instance uses " + state)).contains("state.dir");
      }
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(1);
    } finally {
      first.destroyForcibly();
    }
  }

  private Process run(String name) throws IOException {
    return ChildJvm.of(
            RunCommandTest.class,
            "-b",
            kafka.bootstrapServers(),
            "-D",
            "application.id=" + name,
            "-D",
            "http.port=0",
            "-D",
            "state.dir=" + state)
        .start();
  }

  private static String awaitLine(BufferedReader lines, String part) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("the process ended without a line with " + part);
  }
}
