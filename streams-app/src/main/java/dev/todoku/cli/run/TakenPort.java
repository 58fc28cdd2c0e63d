package dev.todoku.cli.run;

import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import io.javalin.util.JavalinBindException;

/** That the page cannot listen where it is to, for whoever started it. */
public final class TakenPort {
  private TakenPort() {}

  /** The failure to report. */
  public static Failure failure(TodokuConfig config, JavalinBindException e) {
    return Failure.of(e, "port.taken", config.httpHost(), config.httpPort());
  }
}
