package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.intake.LogFormats;
import dev.todoku.intake.log.LogFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose log it is. */
public final class ServerLogOption {
  /** What a log is taken for that has not the shape of another one. */
  private static final String POSTFIX = "postfix";

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      description =
          "Format of logs of another server than Postfix, where it is not to be found by their"
              + " first lines, as in exim.")
  private String name;

  /** Null where none is named. */
  public @Nullable LogFormat format() {
    return name == null || name.equals(POSTFIX)
        ? null
        : LogFormats.named(name)
            .orElseThrow(
                () -> Failure.ofUsage("log.format", name, "postfix, " + LogFormats.names()));
  }
}
