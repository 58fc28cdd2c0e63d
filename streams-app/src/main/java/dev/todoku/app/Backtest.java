package dev.todoku.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.config.TodokuConfig;
import dev.todoku.topology.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline in this process, without a broker. Its clock is event time: what happened is
 * processed as if it happened now, so that minutes are judged as they would have been.
 *
 * <p>The intakes run in the thread that calls, all other stages in one that follows it: no intake
 * reads what they write, and they get it in the order in which it was written. What comes out, and
 * in which order, is the same at any speed of either.
 *
 * <p>Not thread-safe.
 */
public final class Backtest implements AutoCloseable {
  /**
   * How far the driver's clock moves at once between records. All stages tick each time: with steps
   * of a minute, nearly half of the time went into that where mail is sparse. The answers are the
   * same with any step, for watermarks decide them: a silence of months is one step.
   */
  private static final long STEP_MS = 15 * 60_000;

  /** How far it moves at once where no more comes: each stage waits a tick for the one before. */
  private static final long LAST_STEP_MS = 60_000;

  /** Silence after which all that happened has been judged, and what stays away has ended. */
  private static final long SETTLED_MS = 12 * 60 * 60_000;

  /**
   * So long before the next record the clock moves in steps again: each stage has come to the end
   * of a silence that was leapt over when the record is there.
   */
  private static final long APPROACH_MS = 3 * 60 * 60_000;

  private final BacktestPart intakes;
  private final BacktestPart judging;
  private final FollowingThread behind;
  private final Set<String> topics;
  private final Queue<Written> written;

  /** Time of the latest record; the drivers' clocks follow it in steps. */
  private long clock;

  private long driverTime;

  /**
   * A record that the pipeline wrote.
   *
   * @param key null for none
   * @param time event time, epoch milliseconds
   * @param reason why it is a dead letter, null when it is none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Written(
      String topic, byte @Nullable [] key, long time, byte[] value, @Nullable String reason) {

    static Written of(String topic, TestRecord<byte[], byte[]> record) {
      return of(topic, record.key(), record.timestamp(), record.value(), record.headers());
    }

    static Written of(
        String topic, byte @Nullable [] key, long time, byte[] value, Headers headers) {
      Header reason = headers.lastHeader("todoku.reason");
      return new Written(
          topic, key, time, value, reason == null ? null : new String(reason.value(), UTF_8));
    }
  }

  private Backtest(TodokuConfig config, Path dir, long start, Set<String> topics) {
    // In which everything becomes silent that nothing comes on.
    clock = start - STEP_MS;
    driverTime = clock;
    this.topics = Set.copyOf(topics);
    written = new ConcurrentLinkedQueue<>();
    behind = new FollowingThread("backtest-judging");
    judging =
        BacktestPart.open(
            "judging", Pipeline::addJudgingTo, config, dir, clock, topics, written::add);
    Set<String> handedOver = new HashSet<>(judging.read());
    handedOver.addAll(topics);
    intakes =
        BacktestPart.open(
            "intakes", Pipeline::addIntakesTo, config, dir, clock, handedOver, this::handOver);
  }

  /**
   * Starts without history.
   *
   * @param dir for what does not fit into memory
   * @param start event time of the first record, epoch milliseconds
   * @param topics public topics of which {@link #take} is to give what is written; of the others
   *     nothing is made that no stage reads
   */
  public static Backtest open(TodokuConfig config, Path dir, long start, Set<String> topics) {
    Backtest backtest = new Backtest(config, dir, start, topics);
    backtest.advanceTo(start);
    return backtest;
  }

  /** What an intake wrote. */
  private void handOver(Written record) {
    behind.give(
        () -> {
          if (topics.contains(record.topic())) {
            written.add(record);
          }
          if (judging.read().contains(record.topic())) {
            judging.process(record.topic(), record.key(), record.value(), record.time());
          }
        });
  }

  /** Moves the clocks on as if nothing came until then; an earlier time changes nothing. */
  public void advanceTo(long time) {
    step(time, LAST_STEP_MS);
  }

  private void step(long time, long duration) {
    if (time > clock) {
      clock = time;
      intakes.clockIsAt(time);
      behind.give(() -> judging.clockIsAt(time));
    }
    long settled = driverTime + SETTLED_MS;
    while (driverTime + duration <= time) {
      long silence = time - APPROACH_MS - driverTime;
      tick(driverTime >= settled && silence > duration ? silence : duration);
    }
  }

  /** All stages look at the clock before any of them sees what another wrote at it. */
  private void tick(long duration) {
    driverTime += duration;
    Duration step = Duration.ofMillis(duration);
    behind.give(() -> judging.tick(step));
    intakes.tick(step);
  }

  /** Processes a record of an input topic; its timestamp is when it happened. */
  public void process(ProducerRecord<byte[], byte[]> record) {
    step(record.timestamp(), STEP_MS);
    if (intakes.read().contains(record.topic())) {
      intakes.process(record.topic(), record.key(), record.value(), record.timestamp());
    } else {
      behind.give(
          () -> judging.process(record.topic(), record.key(), record.value(), record.timestamp()));
    }
  }

  /** Takes all that has been written since the last call, in its order. */
  public List<Written> take() {
    intakes.clear();
    behind.give(judging::clear);
    behind.await();
    return takeWhatIsThere();
  }

  /** Takes what has been written by now since the last call; more may be under way. */
  public List<Written> takeWhatIsThere() {
    List<Written> taken = new ArrayList<>();
    for (Written next = written.poll(); next != null; next = written.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void close() {
    behind.close();
    intakes.close();
    judging.close();
  }
}
