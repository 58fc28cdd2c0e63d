package dev.todoku.pipeline;

import java.util.Arrays;
import java.util.List;

/**
 * The event time that all topics which a task reads have passed. In a backlog one topic is read
 * minutes of event time ahead of another. Who then judged a minute by the faster would find
 * acceptances without the refusals among them, and sends without an attempt.
 *
 * <p>A topic on which nothing comes is not waited for: after {@value #LIVE_PATIENCE_TICKS} ticks of
 * wall time when what comes on the others is of this moment, else after {@value
 * #BACKLOG_PATIENCE_TICKS}, since a topic that has much to tell may be given nothing for a while.
 */
final class InputFrontier {
  /** At a tick every five seconds, between five and ten. */
  static final int LIVE_PATIENCE_TICKS = 2;

  /** At a tick every five seconds, a minute. */
  static final int BACKLOG_PATIENCE_TICKS = 12;

  private final List<String> topics;
  private final long[] times;
  private final int[] silentTicks;
  private int patience = BACKLOG_PATIENCE_TICKS;
  private int latest;
  private long reached;

  /** Waits for {@code topics}, all of them unheard. */
  InputFrontier(List<String> topics) {
    this.topics = topics;
    this.times = new long[topics.size()];
    this.silentTicks = new int[topics.size()];
  }

  /** A record of {@code topic} has come. */
  void hear(String topic, long time) {
    latest = topics.indexOf(topic);
    times[latest] = Math.max(times[latest], time);
    silentTicks[latest] = 0;
    reached = Math.max(reached, slowest());
  }

  /**
   * A tick of wall time has passed.
   *
   * @param time event time of the task, which goes on when nothing comes
   * @param idle whether there is nothing to read on any topic
   */
  void tick(long time, long wallTime, boolean idle) {
    patience =
        Math.abs(wallTime - time) < IdleClock.OF_THIS_MOMENT_MS
            ? LIVE_PATIENCE_TICKS
            : BACKLOG_PATIENCE_TICKS;
    for (int topic = 0; topic < silentTicks.length; topic++) {
      silentTicks[topic]++;
    }
    boolean nobodyIsAwaited = Arrays.stream(silentTicks).allMatch(ticks -> ticks >= patience);
    reached = Math.max(reached, idle || nobodyIsAwaited ? time : slowest());
  }

  /** Event time that all have passed, 0 when that is not known yet. */
  long reached() {
    return reached;
  }

  /** Event time that the topic of the latest record has reached. */
  long ofLatest() {
    return times[latest];
  }

  private long slowest() {
    long slowest = Long.MAX_VALUE;
    for (int topic = 0; topic < times.length; topic++) {
      if (silentTicks[topic] < patience) {
        slowest = Math.min(slowest, times[topic]);
      }
    }
    return slowest == Long.MAX_VALUE ? 0 : slowest;
  }
}
