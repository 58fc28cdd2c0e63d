package dev.todoku.bench;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Results to the standard output, progress to the standard error. */
public final class BenchOutput {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  private BenchOutput(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Of this process. */
  public static BenchOutput ofProcess() {
    return new BenchOutput(
        new FileInputStream(FileDescriptor.in), utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  /** To the standard output. */
  public void print(String line) {
    out.println(line);
  }

  /** To the process that started this one. */
  public void answer(String line) {
    print(JavaProcess.ANSWER + line);
  }

  /** To the standard error, with the time of day. */
  public void progress(String line) {
    err.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }

  /** Returns when whoever started this process closes its input, or is gone. */
  public void awaitEndOfInput() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
