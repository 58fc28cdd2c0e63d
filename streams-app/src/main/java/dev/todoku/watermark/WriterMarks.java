package dev.todoku.watermark;

import dev.todoku.text.CauseMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Says on the topics of watermarks how far one writer of input topics has come, to every partition,
 * since what it writes may lie in any. A topic is read by one stage, so there is one for each stage
 * that reads what writers write.
 *
 * <p>A writer that says nothing is waited for only while it may be there: {@link #LEASE}. One that
 * pauses for longer calls {@link #advance} with the same time, one that ends closes.
 *
 * <p>Not thread-safe.
 */
public final class WriterMarks implements AutoCloseable {
  /** Read with the events. */
  public static final String OF_EVENTS = "todoku.watermarks";

  /** Read with the logs of Postfix. */
  public static final String OF_LOGS = "todoku.log-watermarks";

  /** Read with the bounce messages. */
  public static final String OF_BOUNCES = "todoku.bounce-watermarks";

  /** Read with what mail services report. */
  public static final String OF_REPORTS = "todoku.report-watermarks";

  /** Read with the logs of other mail servers. */
  public static final String OF_SERVER_LOGS = "todoku.server-log-watermarks";

  /** How long a writer is waited for that has gone without a word. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final long MINUTE_MS = 60_000;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

  private final Producer<byte[], byte[]> producer;
  private final String writer;
  private final int partitions;
  private long written = 1;
  private long saidAt = System.nanoTime() - SHORTEST_PAUSE.toNanos();

  /**
   * Begins to write; nothing is said before the first {@link #advance}.
   *
   * @param producer writes the events, too; it is not closed with this
   * @param writer unique name, such as {@code replay-} and a random id
   * @param partitions of the topics
   */
  public WriterMarks(Producer<byte[], byte[]> producer, String writer, int partitions) {
    this.producer = producer;
    this.writer = writer;
    this.partitions = partitions;
  }

  /**
   * Everything before {@code time} has been given to the producer. Waits until Kafka has it, then
   * says so.
   *
   * @param time event time, epoch milliseconds; an earlier one than before changes nothing
   * @throws KafkaException when Kafka refuses it
   */
  public void advance(long time) {
    written = Math.max(written, time);
    write(WatermarkRecord.State.ACTIVE);
  }

  /**
   * As {@link #advance}, for a writer that calls it before each event: says so when a minute of
   * event time has passed, and at most four times a second.
   */
  public void passing(long time) {
    boolean isNextMinute = time / MINUTE_MS > written / MINUTE_MS;
    if (isNextMinute && System.nanoTime() - saidAt >= SHORTEST_PAUSE.toNanos()) {
      advance(time);
    }
  }

  /** Everything is written. */
  @Override
  public void close() {
    write(WatermarkRecord.State.CLOSED);
  }

  private void write(WatermarkRecord.State state) {
    saidAt = System.nanoTime();
    producer.flush();
    byte[] value = new WatermarkRecord(writer, written, state, LEASE.toMillis(), 0, 0).encode();
    byte[] key = writer.getBytes(StandardCharsets.UTF_8);
    List<Future<?>> sent = new ArrayList<>();
    for (String topic : List.of(OF_LOGS, OF_SERVER_LOGS, OF_BOUNCES, OF_REPORTS, OF_EVENTS)) {
      for (int partition = 0; partition < partitions; partition++) {
        sent.add(producer.send(new ProducerRecord<>(topic, partition, key, value)));
      }
    }
    producer.flush();
    sent.forEach(WriterMarks::check);
  }

  private static void check(Future<?> sent) {
    try {
      sent.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("a watermark was refused: " + CauseMessage.of(e), e);
    }
  }
}
