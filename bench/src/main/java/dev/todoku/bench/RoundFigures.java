package dev.todoku.bench;

import java.util.Map;

/**
 * What one round measured.
 *
 * @param contender what was measured
 * @param open messages that stood open in the state when the measuring began, beside the warm-up's
 * @param messages of the measured workload, one recipient each
 * @param events input records that the contender read of it: sends, deliveries, bounces
 * @param seconds from running to all of it processed and committed by all stages
 * @param cpuSeconds of the contender's JVM meanwhile
 * @param brokerCpuSeconds of the broker's JVM meanwhile
 * @param messagesInState open, warm-up and measured together
 * @param storeBytes bytes on disk by store, flushed and closed
 * @param recordsWritten of the measured workload by topic, changelogs included
 * @param wrong messages with a wrong result or none, and dead letters
 */
record RoundFigures(
    String contender,
    long open,
    long messages,
    long events,
    double seconds,
    double cpuSeconds,
    double brokerCpuSeconds,
    long messagesInState,
    Map<String, Long> storeBytes,
    Map<String, Long> recordsWritten,
    long wrong) {
  private static final String CHANGELOG = "-changelog";

  double messagesPerSecond() {
    return messages / seconds;
  }

  /** Per second of CPU time, of the contender and of the broker that serves it. */
  double messagesPerCpuSecond() {
    return messages / (cpuSeconds + brokerCpuSeconds);
  }

  /** All stores together. */
  double stateBytesPerMessage() {
    return (double) sum(storeBytes) / messagesInState;
  }

  /** Of one store. */
  double bytesPerMessage(String store) {
    return (double) storeBytes.getOrDefault(store, 0L) / messagesInState;
  }

  /** All stores together. */
  double changelogRecordsPerSend() {
    return (double) changelogRecords("") / messages;
  }

  /** Of the stores whose name ends with {@code store}. */
  double changelogRecordsPerSend(String store) {
    return (double) changelogRecords('-' + store) / messages;
  }

  private long changelogRecords(String store) {
    return recordsWritten.entrySet().stream()
        .filter(topic -> topic.getKey().endsWith(store + CHANGELOG))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long sum(Map<String, Long> values) {
    return values.values().stream().mapToLong(Long::longValue).sum();
  }
}
