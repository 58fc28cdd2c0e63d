package dev.todoku.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the same input may come to the pipeline. What the pipeline says may come later
 * by it, but must be the same.
 *
 * @param name as {@code --only} names it
 * @param partitions of every topic
 * @param instances processes of the pipeline
 * @param pace wall time that the whole input takes, zero for as fast as possible
 * @param heldTopic a topic whose records come late, null for none
 * @param heldByWall how long in wall time they are held back from the start
 * @param heldByEvents how much event time they are behind the others
 * @param incident what happens half way
 * @param isWrittenBefore whether all input is written before the pipeline starts
 */
record Schedule(
    String name,
    int partitions,
    int instances,
    Duration pace,
    @Nullable String heldTopic,
    Duration heldByWall,
    Duration heldByEvents,
    Incident incident,
    boolean isWrittenBefore) {

  /** What happens half way. */
  enum Incident {
    NOTHING,
    /** Each instance in turn gets no time for ten seconds, the first then for ninety. */
    STARVED,
    /** An instance is killed and started again. */
    KILLED,
    /** The broker gets no time for ninety seconds. */
    BROKER_AWAY
  }

  private static final Duration NONE = Duration.ZERO;
  private static final Duration BRISK = Duration.ofSeconds(40);

  private static Schedule fast(String name, int partitions, int instances) {
    return new Schedule(
        name, partitions, instances, NONE, null, NONE, NONE, Incident.NOTHING, false);
  }

  private static Schedule paced(String name, int instances, Incident incident) {
    return new Schedule(name, 4, instances, BRISK, null, NONE, NONE, incident, false);
  }

  private static Schedule held(String name, String topic, Duration byWall, Duration byEvents) {
    return new Schedule(name, 4, 1, BRISK, topic, byWall, byEvents, Incident.NOTHING, false);
  }

  /**
   * All of them; the others are compared with the first.
   *
   * @param slow how long the slow one takes
   */
  static List<Schedule> all(Duration slow) {
    return List.of(
        new Schedule("slow", 4, 1, slow, null, NONE, NONE, Incident.NOTHING, false),
        fast("fast", 4, 1),
        fast("one-partition", 1, 1),
        fast("two-partitions", 2, 1),
        fast("three-instances", 4, 3),
        new Schedule("written-before", 4, 1, NONE, null, NONE, NONE, Incident.NOTHING, true),
        held("deliveries-held-60s", "mail.deliveries", Duration.ofSeconds(60), NONE),
        held("bounces-20min-behind", "mail.bounces", NONE, Duration.ofMinutes(20)),
        held("sends-20min-behind", "mail.sends", NONE, Duration.ofMinutes(20)),
        paced("starved", 2, Incident.STARVED),
        paced("killed", 2, Incident.KILLED),
        paced("broker-away-90s", 1, Incident.BROKER_AWAY));
  }

  /** Settings of the instances beside those that say where they are. */
  Map<String, String> settings() {
    return Map.of(
        "topics.partitions", Integer.toString(partitions),
        "num.stream.threads", "2",
        "intake.postfix.zone", "UTC");
  }
}
