package dev.todoku.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this build in a process of its own, which can be killed. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Not started. It lives for a minute, in which the second compiler would only cost. */
  public static ProcessBuilder of(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // What javac has made need not be proven once more at each start.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
