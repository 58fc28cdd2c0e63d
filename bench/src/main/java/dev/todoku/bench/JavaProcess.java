package dev.todoku.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Another JVM with the same classes, which talks by lines. */
public final class JavaProcess implements AutoCloseable {
  /** Marks the line that matters among what libraries may print. */
  static final String ANSWER = "answer: ";

  private static final String HEAP = "-Xmx1g";

  /** As the launcher runs an instance. */
  private static final List<String> COLLECTOR =
      List.of("-XX:+UseParallelGC", "-XX:+UseTransparentHugePages");

  private final Process process;
  private final BufferedReader output;

  private JavaProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static JavaProcess start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /**
   * Starts a JVM.
   *
   * @param options of the JVM
   */
  public static JavaProcess start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.addAll(COLLECTOR);
    command.add("-Dfile.encoding=UTF-8");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Bench.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // As the launcher does, too.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return new JavaProcess(builder.start());
  }

  /**
   * Starts an instance of Todoku.
   *
   * @param options of the JVM
   * @param settings of the instance
   */
  public static JavaProcess instance(List<String> options, Map<String, String> settings)
      throws IOException {
    return start(
        options,
        Stream.concat(
                Stream.of("instance"),
                settings.entrySet().stream().map(set -> set.getKey() + '=' + set.getValue()))
            .toArray(String[]::new));
  }

  public long pid() {
    return process.pid();
  }

  /**
   * What it answers.
   *
   * @throws IOException when it ends without an answer
   */
  public String readAnswer() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(ANSWER)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("a measuring process ended early; its messages are above");
    }
    return line.substring(ANSWER.length());
  }

  /** Stops it where it stands, as a machine does that has no time for it. */
  public void freeze() throws IOException {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void thaw() throws IOException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it as a power failure does. */
  public void kill() throws IOException {
    process.destroyForcibly();
    close();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends its input and waits until it has ended. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
