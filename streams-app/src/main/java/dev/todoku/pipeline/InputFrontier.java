package dev.todoku.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * The event time that all topics which a task reads have passed. What is written at once is read
 * one topic after another, in a fast replay minutes of event time apart. Who then judged a minute
 * by the faster topic would find acceptances without the refusals among them, and sends without an
 * attempt.
 *
 * <p>A topic on which nothing comes is not waited for. A few seconds are patience enough on a
 * machine with time to spare, since Kafka Streams reads no other topic on while it knows of records
 * in one [1]: only what the broker has just got can be behind.
 *
 * <p>[1] KIP-695: Further Improve Kafka Streams Timestamp Synchronization
 */
final class InputFrontier {
  static final Duration TICK = Duration.ofSeconds(1);

  private final List<String> topics;
  private final int patienceTicks;
  private final long[] times;
  private final int[] silentTicks;
  private int latest;
  private long reached;

  /**
   * Waits for {@code topics}, all of them unheard.
   *
   * @param patienceTicks for how many ticks of wall time a topic may be silent and is waited for
   */
  InputFrontier(List<String> topics, int patienceTicks) {
    this.topics = topics;
    this.patienceTicks = patienceTicks;
    this.times = new long[topics.size()];
    this.silentTicks = new int[topics.size()];
  }

  /** A record of {@code topic} has come; others than those waited for change nothing. */
  void hear(String topic, long time) {
    int input = topics.indexOf(topic);
    if (input >= 0) {
      latest = input;
      times[input] = Math.max(times[input], time);
      silentTicks[input] = 0;
      reached = Math.max(reached, slowest(reached));
    }
  }

  /** A tick of wall time has passed. */
  void tick() {
    for (int input = 0; input < silentTicks.length; input++) {
      silentTicks[input]++;
    }
  }

  /**
   * The task has come to {@code time}, by its records or because nothing comes. All have passed it
   * when no topic is waited for.
   */
  void follow(long time) {
    reached = Math.max(reached, slowest(time));
  }

  /** Event time that all have passed, 0 when that is not known yet. Never goes back. */
  long reached() {
    return reached;
  }

  /** Event time that the topic of the latest record has reached. */
  long ofLatest() {
    return times[latest];
  }

  private long slowest(long otherwise) {
    long slowest = Long.MAX_VALUE;
    for (int input = 0; input < times.length; input++) {
      if (silentTicks[input] < patienceTicks) {
        slowest = Math.min(slowest, times[input]);
      }
    }
    return slowest == Long.MAX_VALUE ? otherwise : slowest;
  }
}
