package dev.todoku.mailindex;

import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.TopicReader;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the index up to date with what is published. How far it has read is part of the index: it
 * goes on from there, and reads nothing twice. An index that is further than its topics is of other
 * topics, and begins anew.
 */
public final class IndexFeed extends TopicReader {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** What is read of a topic for a new index, all partitions together. */
  static final long MOST_AT_FIRST = 1_000_000;

  private final IndexStore store;
  private final HealthViews views;
  private final MailIndex mails;
  private final SuppressionIndex suppressions;
  private final CampaignIndex campaigns;
  private final DelayIndex delays;
  private volatile boolean complete;

  private IndexFeed(
      Path dir,
      long mostMails,
      HealthViews views,
      Map<String, Object> clientSettings,
      MeterRegistry meters) {
    super("index", "page and API find no new mail", clientSettings, meters);
    this.views = views;
    store = IndexStore.open(dir);
    mails = new MailIndex(store, mostMails);
    suppressions = new SuppressionIndex(store);
    campaigns = new CampaignIndex(store);
    delays = new DelayIndex(store);
  }

  /**
   * Opens the index and starts to read.
   *
   * @param dir where the index is, and nothing else
   * @param mostMails mails that are kept
   * @param views that get what the index has of a week and a month
   * @param clientSettings of a consumer; where Kafka is
   * @param meters where failures and unreadable records are counted
   * @throws java.io.UncheckedIOException when the directory cannot be used
   */
  public static IndexFeed start(
      Path dir,
      long mostMails,
      HealthViews views,
      Map<String, Object> clientSettings,
      MeterRegistry meters) {
    IndexFeed feed = new IndexFeed(dir, mostMails, views, clientSettings, meters);
    feed.start();
    return feed;
  }

  public MailIndex mails() {
    return mails;
  }

  public SuppressionIndex suppressions() {
    return suppressions;
  }

  public CampaignIndex campaigns() {
    return campaigns;
  }

  public DelayIndex delays() {
    return delays;
  }

  /** Whether all that was there at the start has been read. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  protected void read(Consumer<byte[], byte[]> reading) {
    store.rollback();
    List<TopicPartition> partitions =
        partitions(
            reading, Stream.of(Topics.OUTCOMES, Topics.RECIPIENT_HEALTH, Topics.PROVIDER_HEALTH));
    reading.assign(partitions);
    Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
    seek(reading, ends);
    HealthHistory history = new HealthHistory(store, views);
    Map<TopicPartition, Long> positions = new HashMap<>();
    while (!isStopped()) {
      reading.poll(POLL).forEach(record -> take(record, history));
      for (TopicPartition partition : partitions) {
        long position = reading.position(partition);
        if (!Long.valueOf(position).equals(positions.put(partition, position))) {
          store.put(positionKey(partition), IndexNumber.of(position));
        }
      }
      store.commit();
      complete = complete || ends.entrySet().stream().allMatch(end -> isPast(positions, end));
      works();
    }
  }

  private static boolean isPast(
      Map<TopicPartition, Long> positions, Map.Entry<TopicPartition, Long> end) {
    Long position = positions.get(end.getKey());
    return position != null && position >= end.getValue();
  }

  private void seek(Consumer<byte[], byte[]> reading, Map<TopicPartition, Long> ends) {
    boolean isOfOthers =
        ends.entrySet().stream()
            .anyMatch(end -> position(end.getKey()).filter(at -> at > end.getValue()).isPresent());
    if (isOfOthers) {
      store.clear();
    }
    Map<TopicPartition, Long> begins = reading.beginningOffsets(ends.keySet());
    begins.forEach(
        (partition, begin) ->
            reading.seek(partition, Math.max(begin, position(partition).orElse(begin))));
    skipAllButLatest(reading, ends.keySet(), MOST_AT_FIRST);
  }

  private Optional<Long> position(TopicPartition partition) {
    return store.get(positionKey(partition)).map(IndexNumber::in);
  }

  private static byte[] positionKey(TopicPartition partition) {
    return IndexKey.of(IndexTable.META)
        .text("position")
        .text(partition.topic())
        .ascending(partition.partition())
        .bytes();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, HealthHistory history) {
    if (record.topic().equals(Topics.OUTCOMES.name())) {
      parse(Topics.OUTCOMES, record).map(mails::add).ifPresent(this::count);
    } else if (record.topic().equals(Topics.RECIPIENT_HEALTH.name())) {
      parse(Topics.RECIPIENT_HEALTH, record).ifPresent(suppressions::add);
    } else {
      parse(Topics.PROVIDER_HEALTH, record).ifPresent(history::add);
    }
  }

  private void count(MailChange change) {
    campaigns.add(change);
    delays.add(change);
  }

  @Override
  public void close() {
    super.close();
    store.close();
  }
}
