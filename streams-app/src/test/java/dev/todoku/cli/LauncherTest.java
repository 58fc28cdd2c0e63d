package dev.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a checkout of its own, with a java and a mvn that only tell how called. */
class LauncherTest {
  private static final String BUILDS =
      "mkdir -p streams-app/target/lib; touch streams-app/target/todoku-1.jar";

  @TempDir Path root;
  private String javaOptions = "";
  private Path source;
  private Path jar;

  @BeforeEach
  void checkOut() throws IOException {
    Files.copy(Path.of("../todoku"), root.resolve("todoku"));
    write("pom.xml", "");
    for (String module : List.of("schemas", "base", "bounce", "detect", "dns", "streams-app")) {
      write(module + "/pom.xml", "");
      source = write(module + "/src/main/A.java", "");
    }
    Files.createDirectories(root.resolve("streams-app/target"));
    jar = root.resolve("streams-app/target/todoku-1.jar");
    javaIs("17.0.15");
    mavenDoes(BUILDS);
  }

  @Test
  void buildsWhatIsMissingAndThenRunsIt() throws Exception {
    Run run = todoku("explain", "a b@example.net");
    assertThat(run.out)
        .contains(
            "-cp " + jar + ":" + jar.resolveSibling("lib") + "/* dev.todoku.cli.Main",
            "[explain][a b@example.net]");
    assertThat(run.err).contains("building, once", "built in");
    assertThat(run.err.lines()).hasSize(2);
    assertThat(run.exit).isEqualTo(7);
  }

  @Test
  void buildsOnlyOnceAndAgainWhenASourceIsNewer() throws Exception {
    todoku();
    assertThat(todoku().err).isEmpty();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(todoku().err).contains("building");
  }

  @Test
  void buildsAgainWhatABuildThatWasBrokenOffLeft() throws Exception {
    mavenDoes("touch streams-app/target/todoku-1.jar; exit 1");
    assertThat(todoku().exit).isEqualTo(1);
    mavenDoes(BUILDS);
    Run run = todoku();
    assertThat(run.err).contains("building");
    assertThat(run.exit).isEqualTo(7);
  }

  @Test
  void showsTheEndOfTheLogAndItsPathWhenTheBuildFails() throws Exception {
    mavenDoes("echo 'no such symbol'; exit 1");
    Run run = todoku("run");
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.out).isEmpty();
    assertThat(run.err).contains("no such symbol", "target/build.log");
  }

  @Test
  void neverRunsAJavaThatIsTooOld() throws Exception {
    javaIs("11.0.2");
    Run run = todoku();
    // A machine that builds this has a JDK 17, which the launcher finds by itself.
    assertThat(run.out + run.err).doesNotContain("fake java 11");
  }

  @Test
  void allowsNativeAccessWhereJavaAsksForIt() throws Exception {
    assertThat(todoku().out).doesNotContain("--enable-native-access");
    javaIs("25.0.1");
    assertThat(todoku().out).contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void choosesACollectorForWhatRunsLongUnlessOneIsAskedFor() throws Exception {
    assertThat(todoku("run").out).contains("+UseParallelGC").doesNotContain("+UseSerialGC");
    assertThat(todoku("explain").out).contains("+UseSerialGC").doesNotContain("+UseParallelGC");
    javaOptions = "-Xmx2g -XX:+UseG1GC";
    assertThat(todoku("run").out)
        .contains("-Xmx2g -XX:+UseG1GC")
        .doesNotContain("+UseParallelGC", "+UseSerialGC");
  }

  @Test
  void worksThroughASymbolicLinkFromAnotherDirectory() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("usr/bin"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("todoku"), root.resolve("todoku"));
    assertThat(run(link, elsewhere).out)
        .contains("-cp " + jar + ":" + jar.resolveSibling("lib") + "/* dev.todoku.cli.Main");
  }

  @Test
  void inAnUnpackedArchiveItBuildsNothingAndTakesTheBrokerOnlyWhereOneIsNeeded() throws Exception {
    Path launcher = Files.createDirectories(root.resolve("archive/bin")).resolve("todoku");
    Files.copy(Path.of("../todoku"), launcher);
    Path lib = Files.createDirectories(root.resolve("archive/lib"));
    Run service = run(launcher, root, "run");
    assertThat(service.out).contains("-cp " + lib + "/* dev.todoku.cli.Main run");
    assertThat(service.err).isEmpty();
    for (String command : List.of("demo", "watch")) {
      assertThat(run(launcher, root, command).out)
          .contains("-cp " + lib + "/*:" + lib + "/standalone/* dev.todoku.cli.Main " + command);
    }
  }

  private record Run(int exit, String out, String err) {}

  private Run todoku(String... arguments) throws Exception {
    return run(root.resolve("todoku"), root, arguments);
  }

  private Run run(Path launcher, Path directory, String... arguments) throws Exception {
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(directory.toFile());
    builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    builder.environment().put("TODOKU_JAVA_OPTS", javaOptions);
    builder.environment().put("TODOKU_JAVA", root.resolve("jdk/bin/java").toString());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void javaIs(String version) throws IOException {
    write("jdk/release", "JAVA_VERSION=\"" + version + "\"\n");
    script("jdk/bin/java", "echo \"fake java " + version + " $*\"; printf '[%s]' \"$@\"; exit 7");
  }

  private void mavenDoes(String command) throws IOException {
    script("bin/mvn", command);
  }

  private void script(String file, String command) throws IOException {
    Files.setPosixFilePermissions(
        write(file, "#!/bin/sh\n" + command + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text, StandardCharsets.UTF_8);
  }
}
