package dev.todoku.pipeline;

import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import java.util.List;

/**
 * The event time that all topics which a task reads have passed. In a backlog one topic is read
 * minutes of event time ahead of another, and who counts what has no other half must not judge
 * before the slower has come. A topic on which nothing comes for a minute of wall time is not
 * waited for, as {@link Frontier} says.
 */
final class InputFrontier {
  private final List<String> topics;
  private final long[] times;
  private final Frontier frontier;
  private int current;
  private long reached;

  InputFrontier(List<String> topics) {
    this.topics = topics;
    this.times = new long[topics.size()];
    this.frontier = new Frontier(topics.size());
  }

  /** A record of {@code topic} has come; other topics than those of the constructor are ignored. */
  void hear(String topic, long time) {
    int input = topics.indexOf(topic);
    if (input >= 0) {
      current = input;
      times[input] = Math.max(times[input], time);
      frontier.hear(new Progress(input, times[input], false));
      reached = Math.max(reached, frontier.reached());
    }
  }

  /**
   * A tick of wall time has passed.
   *
   * @param time event time of the task, which goes on when nothing comes
   * @param idle whether there is nothing to read on any topic
   */
  void tick(long time, boolean idle) {
    frontier.tick();
    reached = Math.max(reached, idle ? time : frontier.reached());
  }

  /** Event time that all have passed, 0 when that is not known yet. */
  long reached() {
    return reached;
  }

  /** Event time that the topic of the latest record has reached. */
  long ofLatest() {
    return times[current];
  }
}
