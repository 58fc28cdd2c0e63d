package dev.todoku.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private final AtomicLong now = new AtomicLong(17);
  private final ThreadFailures failures = new ThreadFailures(now::get);

  @Test
  void whatKafkaIsInTroubleWithPasses() {
    assertThat(ThreadFailures.passes(new TimeoutException("no answer"))).isTrue();
    assertThat(
            ThreadFailures.passes(
                new StreamsException("commit", new InvalidTxnStateException("stalled"))))
        .isTrue();
    assertThat(
            ThreadFailures.passes(
                new StreamsException(
                    "send",
                    new KafkaException("in error state", new ProducerFencedException("stalled")))))
        .isTrue();
    assertThat(ThreadFailures.passes(new NotEnoughReplicasException("one broker"))).isTrue();
    assertThat(ThreadFailures.passes(new MissingSourceTopicException("deleted"))).isTrue();
  }

  @Test
  void aCommitThatTimedOutForAllBrokersAreAwayPasses() {
    IllegalStateException refused =
        new IllegalStateException(
            "Cannot attempt operation `sendOffsetsToTransaction` because the previous call to"
                + " `commitTransaction` timed out and must be retried");
    refused.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "org.apache.kafka.clients.producer.internals.TransactionManager",
              "throwIfPendingState",
              "TransactionManager.java",
              1272)
        });
    assertThat(ThreadFailures.passes(new StreamsException(refused))).isTrue();
  }

  @Test
  void aFaultOfOursOrOfTheSettingsComesAgain() {
    assertThat(ThreadFailures.passes(new IllegalStateException("ours"))).isFalse();
    assertThat(ThreadFailures.passes(new StreamsException(new NullPointerException("ours"))))
        .isFalse();
    assertThat(ThreadFailures.passes(new StreamsException("of the topology"))).isFalse();
    assertThat(
            ThreadFailures.passes(
                new ProcessorStateException("disk", new IOException("No space left on device"))))
        .isFalse();
    assertThat(ThreadFailures.passes(new OutOfMemoryError("heap"))).isFalse();
    assertThat(
            ThreadFailures.passes(
                new StreamsException("send", new TopicAuthorizationException("mail.outcomes"))))
        .isFalse();
    assertThat(ThreadFailures.passes(new SaslAuthenticationException("wrong password"))).isFalse();
  }

  @Test
  void thePauseGrowsToAMinuteAndBeginsAnewAfterFiveQuietOnes() {
    long[] seconds = new long[8];
    for (int i = 0; i < seconds.length; i++) {
      Duration pause = failures.next(new TimeoutException("away"));
      seconds[i] = pause.toSeconds();
      now.addAndGet(pause.toNanos());
    }
    assertThat(seconds).containsExactly(1, 2, 4, 8, 16, 32, 60, 60);
    now.addAndGet(Duration.ofMinutes(6).toNanos());
    assertThat(failures.next(new TimeoutException("away"))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void namesTheCauseUntilTheNextThreadStarts() {
    assertThat(failures.pending()).isEmpty();
    failures.next(new StreamsException("commit", new InvalidTxnStateException("stalled")));
    assertThat(failures.pending())
        .contains("a stream thread failed (InvalidTxnStateException) and starts again within 1 s");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(failures.pending()).isEmpty();
  }
}
