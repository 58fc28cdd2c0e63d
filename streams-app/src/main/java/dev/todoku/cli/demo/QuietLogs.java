package dev.todoku.cli.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Only errors are logged until they are restored: the demo shows the pipeline, not its broker. */
final class QuietLogs {
  private final Map<Logger, Level> before = new HashMap<>();

  QuietLogs() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (Logger logger : context.getLoggerList()) {
      if (logger.getLevel() != null && !logger.getLevel().isGreaterOrEqual(Level.ERROR)) {
        before.put(logger, logger.getLevel());
        logger.setLevel(Level.ERROR);
      }
    }
  }

  /** Logs as before. */
  void restore() {
    before.forEach(Logger::setLevel);
  }
}
