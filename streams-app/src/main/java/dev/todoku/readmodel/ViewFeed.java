package dev.todoku.readmodel;

import dev.todoku.schema.Topics;
import dev.todoku.wire.InternalTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the views up to date: reads the latest alerts, notes and reports on domains, and the last
 * days of provider health. After a failure it goes on from where it was.
 */
public final class ViewFeed extends TopicReader {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Rows of a minute come late, and partitions differ. */
  private static final Duration READ_BACK = Duration.ofDays(2);

  /**
   * What is read of a topic at the start, all partitions together: so many rows are read in some
   * ten seconds.
   */
  static final long MOST_AT_START = 500_000;

  private final HealthViews health;
  private final IncidentView incidents;
  private final IncidentNotes notes;
  private final AggregateReportView aggregateReports;
  private final JudgedView judged;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private volatile boolean complete;

  private ViewFeed(
      Map<String, Object> clientSettings,
      HealthViews health,
      IncidentView incidents,
      IncidentNotes notes,
      AggregateReportView aggregateReports,
      JudgedView judged,
      MeterRegistry meters) {
    super("views", "page and API show no news of providers and incidents", clientSettings, meters);
    this.judged = judged;
    this.health = health;
    this.aggregateReports = aggregateReports;
    this.incidents = incidents;
    this.notes = notes;
  }

  /**
   * Starts to read.
   *
   * @param clientSettings of a consumer; where Kafka is
   * @param meters where failures and unreadable records are counted
   */
  public static ViewFeed start(
      Map<String, Object> clientSettings,
      HealthViews health,
      IncidentView incidents,
      IncidentNotes notes,
      AggregateReportView aggregateReports,
      JudgedView judged,
      MeterRegistry meters) {
    ViewFeed feed =
        new ViewFeed(clientSettings, health, incidents, notes, aggregateReports, judged, meters);
    feed.start();
    return feed;
  }

  /** Whether all that was there at the start has been read. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  protected void read(Consumer<byte[], byte[]> reading) {
    List<TopicPartition> partitions =
        partitions(
            reading,
            Stream.of(
                Topics.ALERTS,
                Topics.INCIDENT_NOTES,
                Topics.AGGREGATE_REPORTS,
                Topics.PROVIDER_HEALTH));
    assign(reading, partitions);
    Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
    if (positions.isEmpty()) {
      seek(reading, partitions, ends);
    }
    positions.forEach(reading::seek);
    while (!isStopped()) {
      reading.poll(POLL).forEach(this::take);
      partitions.forEach(partition -> positions.put(partition, reading.position(partition)));
      complete = complete || isAt(ends);
      works();
    }
  }

  /** How far each task has come stands in every partition, and is said again every few seconds. */
  private static void assign(Consumer<?, ?> reading, List<TopicPartition> partitions) {
    TopicPartition ofTasks = new TopicPartition(InternalTopics.judged(), 0);
    List<TopicPartition> all = new ArrayList<>(partitions);
    all.add(ofTasks);
    reading.assign(all);
    reading.seekToEnd(List.of(ofTasks));
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private static void seek(
      Consumer<byte[], byte[]> reading,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    reading.seekToBeginning(partitions);
    List<TopicPartition> rows =
        partitions.stream()
            .filter(partition -> partition.topic().equals(Topics.PROVIDER_HEALTH.name()))
            .filter(partition -> ends.getOrDefault(partition, 0L) > 0)
            .toList();
    long newest = newest(reading, rows, ends);
    Map<TopicPartition, Long> from = new HashMap<>();
    rows.forEach(partition -> from.put(partition, newest - READ_BACK.toMillis()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> start :
        reading.offsetsForTimes(from).entrySet()) {
      if (start.getValue() != null) {
        reading.seek(start.getKey(), start.getValue().offset());
      }
    }
    skipAllButLatest(reading, partitions, MOST_AT_START);
  }

  /** Time of the last rows; a topic may hold last year's. */
  private static long newest(
      Consumer<byte[], byte[]> reading, List<TopicPartition> rows, Map<TopicPartition, Long> ends) {
    long newest = READ_BACK.toMillis();
    for (TopicPartition partition : rows) {
      // The very last offsets are those of transaction markers.
      reading.seek(partition, Math.max(0, ends.getOrDefault(partition, 0L) - 100));
    }
    if (!rows.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
        newest = Math.max(newest, record.timestamp());
      }
    }
    reading.seekToBeginning(rows);
    return newest;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(InternalTopics.judged())) {
      InternalTopics.progress(record.value()).ifPresent(judged::add);
    } else if (record.topic().equals(Topics.ALERTS.name())) {
      parse(Topics.ALERTS, record).ifPresent(incidents::add);
    } else if (record.topic().equals(Topics.INCIDENT_NOTES.name())) {
      parse(Topics.INCIDENT_NOTES, record).ifPresent(notes::add);
    } else if (record.topic().equals(Topics.AGGREGATE_REPORTS.name())) {
      parse(Topics.AGGREGATE_REPORTS, record).ifPresent(aggregateReports::add);
    } else {
      parse(Topics.PROVIDER_HEALTH, record).ifPresent(health::addRecent);
    }
  }
}
