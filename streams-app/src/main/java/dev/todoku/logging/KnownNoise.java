package dev.todoku.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops warnings of Kafka that nobody can act on, says in its own words what sounds worse than it
 * is, and drops repetitions of those that come every second while a broker is away. Named in {@code
 * logback.xml}.
 */
public final class KnownNoise extends Filter<ILoggingEvent> {
  private static final List<String> MESSAGES =
      List.of(
          // A broker that shuts down closes one of its own clients twice.
          "Attempting to close NetworkClient that has already been closed",
          // A new partition is new.
          "to exist, but it was missing. Creating...",
          // There are no global stores here.
          "Processing exception handler is not enabled for the GlobalThread");

  /** How Kafka Streams puts it that it reads state anew, at the first start and after a crash. */
  private static final Pattern READS_STATE_ANEW =
      Pattern.compile("Detected the states of tasks (\\[.*]) are corrupted");

  private static final Logger LOG = LoggerFactory.getLogger(KnownNoise.class);

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final long REPEATED_AFTER_MILLIS = 30_000;

  private final AtomicLong connectionsShownAt = new AtomicLong(-REPEATED_AFTER_MILLIS);

  @Override
  public FilterReply decide(ILoggingEvent event) {
    String message = event.getMessage();
    if (message != null && isExplained(message)) {
      return FilterReply.DENY;
    }
    boolean isNoise = message != null && MESSAGES.stream().anyMatch(message::contains);
    return isNoise || isRepetition(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** Whoever reads "corrupted" at night calls for help; nothing is broken. */
  private static boolean isExplained(String message) {
    Matcher found = READS_STATE_ANEW.matcher(message);
    if (!found.find()) {
      return false;
    }
    LOG.info(
        "reads the local state of tasks {} from Kafka again: it may hold what was never committed,"
            + " as after a crash; nothing is lost",
        found.group(1));
    return true;
  }

  private boolean isRepetition(ILoggingEvent event) {
    if (!event.getLoggerName().equals(CONNECTIONS)) {
      return false;
    }
    long shownAt = connectionsShownAt.get();
    return event.getTimeStamp() - shownAt < REPEATED_AFTER_MILLIS
        || !connectionsShownAt.compareAndSet(shownAt, event.getTimeStamp());
  }
}
