package dev.todoku.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KnownNoiseTest {
  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";

  private final KnownNoise noise = new KnownNoise();

  @Test
  void dropsWhatNobodyCanActOn() {
    assertThat(decide("x", "Attempting to close NetworkClient that has already been closed.", 0))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide("x", "The disk is full", 0)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void saysOnceInHalfAMinuteThatABrokerIsAway() {
    String message = "Connection to node {} could not be established.";
    assertThat(decide(CONNECTIONS, message, 1_000)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(CONNECTIONS, message, 30_999)).isEqualTo(FilterReply.DENY);
    assertThat(decide(CONNECTIONS, message, 31_000)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("other", message, 31_001)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void doesNotCallStateCorruptedThatIsReadAgain() {
    String message =
        "stream-thread [t-1] Detected the states of tasks [0_1, 5_0] are corrupted. Will close the"
            + " task as dirty and re-create and bootstrap from scratch.";
    Logger own = (Logger) LoggerFactory.getLogger(KnownNoise.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    own.addAppender(said);
    try {
      assertThat(decide("x", message, 0)).isEqualTo(FilterReply.DENY);
    } finally {
      own.detachAppender(said);
    }
    assertThat(said.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("reads the local state of tasks [0_1, 5_0] from Kafka again")
        .doesNotContain("corrupt");
  }

  private FilterReply decide(String logger, String message, long time) {
    LoggingEvent event =
        new LoggingEvent(
            "", new LoggerContext().getLogger(logger), Level.WARN, message, null, new Object[0]);
    event.setTimeStamp(time);
    return noise.decide(event);
  }
}
