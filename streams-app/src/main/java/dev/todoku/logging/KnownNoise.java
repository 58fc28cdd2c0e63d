package dev.todoku.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drops warnings of Kafka that nobody can act on, and repetitions of those that come every second
 * while a broker is away. Named in {@code logback.xml}.
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

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final long REPEATED_AFTER_MILLIS = 30_000;

  private final AtomicLong connectionsShownAt = new AtomicLong(-REPEATED_AFTER_MILLIS);

  @Override
  public FilterReply decide(ILoggingEvent event) {
    String message = event.getMessage();
    boolean isNoise = message != null && MESSAGES.stream().anyMatch(message::contains);
    return isNoise || isRepetition(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
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
