package dev.todoku.bench.schedule;

import dev.todoku.watermark.WriterMarks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes an input as a schedule says, and marks how far it has come unless told not to. */
final class Feed implements AutoCloseable {
  private static final Duration HOLD = Duration.ofSeconds(60);
  private static final long PART_OF_ALL = 3;
  private static final long RENEWAL_NANOS = Duration.ofSeconds(20).toNanos();
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KafkaProducer<byte[], byte[]> producer;
  private final WriterMarks marks;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Connects.
   *
   * @param partitions of all topics
   * @param marked whether it writes how far it has come
   */
  Feed(String bootstrapServers, int partitions, boolean marked) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 5,
                // A broker may be gone for a minute and a half.
                "delivery.timeout.ms", 300_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    marks = marked ? new WriterMarks(producer, "schedule", partitions) : null;
  }

  /**
   * Writes all of it.
   *
   * @param midway called once a third is written; runs what it has to beside the rest
   */
  void write(List<InputRecord> input, Schedule schedule, Runnable midway) {
    List<InputRecord> records = new ArrayList<>();
    input.forEach(entry -> records.add(entry.delayed(schedule.delay().applyAsLong(entry))));
    records.sort(Comparator.comparingLong(InputRecord::arrival));
    long[] earliest = earliestFrom(records);
    int third = (int) (records.size() / PART_OF_ALL);
    Deque<InputRecord> held = new ArrayDeque<>();
    long heldTime = Long.MAX_VALUE;
    long releaseAt = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < records.size(); i++) {
      InputRecord entry = records.get(i);
      if (i == third) {
        midway.run();
        releaseAt = System.nanoTime() + HOLD.toNanos();
      }
      pace(begun, i, records.size(), schedule.seconds());
      boolean holds = releaseAt > System.nanoTime();
      if (!holds && !held.isEmpty()) {
        release(held);
        heldTime = Long.MAX_VALUE;
      }
      if (marks != null) {
        marks.passing(Math.min(earliest[i], heldTime));
      }
      if (holds && entry.topic().equals(schedule.held())) {
        held.add(entry);
        heldTime = Math.min(heldTime, entry.time());
      } else {
        send(entry);
      }
    }
    awaitRelease(held.isEmpty() ? 0 : releaseAt, heldTime);
    release(held);
    end(records.get(records.size() - 1).time());
  }

  private void awaitRelease(long releaseAt, long heldTime) {
    long renewed = System.nanoTime();
    while (System.nanoTime() < releaseAt) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (marks != null && System.nanoTime() - renewed > RENEWAL_NANOS) {
        marks.advance(heldTime);
        renewed = System.nanoTime();
      }
    }
  }

  private static void pace(long begun, int number, int of, int seconds) {
    long due = begun + (long) (1e9 * seconds * number / of);
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /** The earliest event time of each record and all that are written after it. */
  private static long[] earliestFrom(List<InputRecord> records) {
    long[] earliest = new long[records.size()];
    long least = Long.MAX_VALUE;
    for (int i = records.size() - 1; i >= 0; i--) {
      least = Math.min(least, records.get(i).time());
      earliest[i] = least;
    }
    return earliest;
  }

  private void release(Deque<InputRecord> held) {
    while (!held.isEmpty()) {
      send(held.remove());
    }
  }

  /** Writes one record. */
  void send(InputRecord entry) {
    checkFailure();
    var unused =
        producer.send(
            new ProducerRecord<>(entry.topic(), null, entry.time(), entry.key(), entry.value()),
            (metadata, refusal) -> {
              if (refusal != null) {
                failure.set(refusal);
              }
            });
  }

  /** Marks that everything before {@code time} is written; does nothing when it does not mark. */
  void passing(long time) {
    if (marks != null) {
      marks.passing(time);
    }
  }

  /** Marks that nothing more comes. */
  void end(long time) {
    producer.flush();
    checkFailure();
    if (marks != null) {
      marks.advance(time);
      marks.close();
    }
  }

  private void checkFailure() {
    if (failure.get() != null) {
      throw new KafkaException("the broker refused a record", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
