package dev.todoku.bench.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A way in which the input comes to Todoku.
 *
 * @param seconds how long writing takes, at a steady rate; 0 for as fast as possible
 * @param delay how much later than in the base order a record is written, milliseconds of event
 *     time
 * @param held a topic that nothing is written to for a minute of wall time, mid-way; empty for none
 * @param writtenBefore whether all is written before the first instance starts
 * @param disturbance what happens mid-way
 */
record Schedule(
    String name,
    int partitions,
    int instances,
    int seconds,
    ToLongFunction<InputRecord> delay,
    String held,
    boolean writtenBefore,
    Disturbance disturbance) {
  private static final long MINUTE = 60_000;
  private static final Disturbance NOTHING = (fleet, cluster) -> {};

  /** All of them; the first is what the others are compared with. */
  static List<Schedule> all() {
    List<Schedule> all = new ArrayList<>();
    all.add(plain("slow").paced(120));
    all.add(plain("fast"));
    all.add(plain("written-before").before());
    all.add(plain("deliveries-held-60s").paced(30).holding("mail.deliveries"));
    all.add(plain("bounces-held-60s").paced(30).holding("mail.bounces"));
    all.add(
        plain("deliveries-20min-late")
            .delaying(entry -> entry.topic().equals("mail.deliveries") ? 20 * MINUTE : 0));
    all.add(
        plain("clocks-5min-apart").delaying(entry -> entry.host().endsWith("2") ? -5 * MINUTE : 0));
    all.add(plain("partitions-1").over(1, 1));
    all.add(plain("partitions-4").over(4, 1));
    all.add(plain("instances-3").over(4, 3));
    all.add(plain("kill").paced(30).disturbedBy(Disturbance.killOfAnInstance()));
    all.add(plain("starved-10s").over(2, 2).paced(40).disturbedBy(Disturbance.starvation(10)));
    all.add(plain("starved-90s").over(2, 2).paced(200).disturbedBy(Disturbance.starvation(90)));
    all.add(plain("broker-stopped-90s").paced(40).disturbedBy(Disturbance.brokerStopped(90)));
    return all;
  }

  private static Schedule plain(String name) {
    return new Schedule(name, 2, 1, 0, entry -> 0, "", false, NOTHING);
  }

  private Schedule paced(int wallSeconds) {
    return new Schedule(
        name, partitions, instances, wallSeconds, delay, held, writtenBefore, disturbance);
  }

  private Schedule before() {
    return new Schedule(name, partitions, instances, seconds, delay, held, true, disturbance);
  }

  private Schedule holding(String topic) {
    return new Schedule(
        name, partitions, instances, seconds, delay, topic, writtenBefore, disturbance);
  }

  private Schedule delaying(ToLongFunction<InputRecord> by) {
    return new Schedule(name, partitions, instances, seconds, by, held, writtenBefore, disturbance);
  }

  private Schedule over(int partitionCount, int instanceCount) {
    return new Schedule(
        name, partitionCount, instanceCount, seconds, delay, held, writtenBefore, disturbance);
  }

  private Schedule disturbedBy(Disturbance other) {
    return new Schedule(name, partitions, instances, seconds, delay, held, writtenBefore, other);
  }
}
