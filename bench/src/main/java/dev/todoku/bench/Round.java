package dev.todoku.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import dev.todoku.wire.InternalTopics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One contender on one fresh broker: a warm-up with messages of every fate, then the open messages,
 * both through the contender itself and not measured; then the measured workload, which is written
 * while the contender is closed, and read by a new one in the same JVM. To pause it meanwhile would
 * be unlike anything that it meets: Kafka Streams then takes topics for read to the end that are
 * not, and reads bounces two days ahead of their sends.
 *
 * <p>Event time runs on through all three: the warm-up at the beginning of the join window, the
 * open messages evenly over it, the measured workload over the half day after it.
 */
final class Round implements AutoCloseable {
  private static final Duration OPEN_SPAN = Duration.ofDays(8);

  /** The measured workload and all that comes late of it must not be of a time that is to come. */
  private static final Duration BEFORE_NOW = Duration.ofDays(10);

  /** Event time between two sends: a million messages a day. */
  private static final Duration PER_MESSAGE = Duration.ofDays(1).dividedBy(1_000_000);

  /** Nothing is deleted while it is measured, whatever its event time. */
  private static final Duration FOREVER = Duration.ofDays(3_650);

  /** Records that ticks of the clock leave to be read at any time. */
  private static final long OF_TICKS = 500;

  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final Contender contender;
  private final RoundCommand command;
  private final ProgressLine progress;
  private final TodokuConfig config;
  private final Admin admin;
  private final long measuredStart;

  Round(Contender contender, RoundCommand command, BenchOutput terminal) {
    this.contender = contender;
    this.command = command;
    this.progress = new ProgressLine(terminal::progress, System::nanoTime);
    this.config = config();
    this.admin = Admin.create(Map.of("bootstrap.servers", command.bootstrapServers));
    this.measuredStart =
        Instant.now()
            .minus(BEFORE_NOW)
            .truncatedTo(ChronoUnit.DAYS)
            .plus(12, ChronoUnit.HOURS)
            .toEpochMilli();
  }

  RoundFigures measure() throws IOException {
    createTopics();
    Workload measured =
        new Workload(
            "m",
            command.settings.messages,
            measuredStart,
            PER_MESSAGE.multipliedBy(command.settings.messages));
    int warmUp = command.settings.warmUp;
    Lag lag = new Lag(admin, config, contender.topology(config));
    Contender.Beside beside = contender.beside(command.bootstrapServers);
    try (Loader loader =
        new Loader(command.bootstrapServers, command.settings.partitions, progress)) {
      prepare(loader, warmUp);
      read("processing what was written", lag);
      Log log = Log.from(command.bootstrapServers, command.settings.partitions);
      say("writing " + measured.messages() + " messages");
      loader.load(measured);
      Cost cost = read("measuring", lag);
      say(String.format("%.1f s; checking", cost.seconds()));
      return figures(measured, warmUp, cost, log);
    } finally {
      beside.close();
    }
  }

  private RoundFigures figures(Workload measured, int warmUp, Cost cost, Log log)
      throws IOException {
    Map<String, Long> written = log.counts();
    return new RoundFigures(
        contender.name(),
        command.open,
        measured.messages(),
        contender.eventsRead().stream().mapToLong(written::get).sum(),
        cost.seconds(),
        cost.cpuSeconds(),
        cost.brokerCpuSeconds(),
        (long) command.open + warmUp + measured.messages(),
        StoreSizes.under(command.stateDir),
        written,
        contender.wrong(measured, log) + written.getOrDefault(Topics.DEAD_LETTERS.name(), 0L));
  }

  private void prepare(Loader loader, int warmUp) {
    long openStart = measuredStart - OPEN_SPAN.toMillis();
    say("warming up with " + warmUp + " messages");
    Duration warmUpSpan = PER_MESSAGE.multipliedBy(warmUp);
    loader.load(new Workload("w", warmUp, openStart - warmUpSpan.toMillis(), warmUpSpan));
    if (command.open > 0) {
      say("opening " + command.open + " messages");
      loader.loadSends(new Workload("o", command.open, openStart, OPEN_SPAN));
    }
  }

  /** What it took to process all that stands on the topics. */
  private record Cost(double seconds, double cpuSeconds, double brokerCpuSeconds) {
    Cost minus(Cost before) {
      return new Cost(
          seconds - before.seconds,
          cpuSeconds - before.cpuSeconds,
          brokerCpuSeconds - before.brokerCpuSeconds);
    }
  }

  /** From the first record that the contender has committed to the last. */
  private Cost read(String what, Lag lag) {
    try (KafkaStreams streams = contender.streams(config)) {
      say(what);
      long all = lag.records();
      streams.start();
      await(streams, lag, all - 1);
      Cost before = cost();
      Cost after = awaitEnd(streams, lag);
      streams.close(
          CloseOptions.timeout(PATIENCE)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      return after.minus(before);
    }
  }

  /** What this process and the broker have used by now. */
  private Cost cost() {
    return new Cost(
        System.nanoTime() / NANOS,
        ownCpuNanos() / NANOS,
        Broker.cpuOf(command.brokerPid).toMillis() / MILLIS);
  }

  /**
   * Until there has been nothing to read for a while but what each tick of the clock writes: the
   * last minutes are judged at such ticks. What the while itself costs is not counted.
   */
  private Cost awaitEnd(KafkaStreams streams, Lag lag) {
    await(streams, lag, 0);
    Cost end = cost();
    for (long quietSince = System.nanoTime();
        System.nanoTime() - quietSince < QUIET.toNanos();
        LockSupport.parkNanos(POLL.toNanos())) {
      if (lag.records() > OF_TICKS) {
        await(streams, lag, OF_TICKS);
        end = cost();
        quietSince = System.nanoTime();
      }
    }
    return end;
  }

  private static long ownCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Until no more than {@code rest} records are to be read. */
  private void await(KafkaStreams streams, Lag lag, long rest) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long records = lag.records(); records > rest; records = lag.records()) {
      progress.print(records, "records to go");
      if (streams.state() == KafkaStreams.State.ERROR || System.nanoTime() > deadline) {
        throw new IllegalStateException("the contender stands in state " + streams.state());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void createTopics() {
    int partitions = command.settings.partitions;
    new TopicSetup(partitions, 1, FOREVER, FOREVER, InternalTopics.names()).ensure(admin);
    List<NewTopic> own =
        contender.topics().stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList();
    try {
      admin.createTopics(own).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create topics", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private TodokuConfig config() {
    Map<String, String> values = new HashMap<>(command.settings.overrides);
    values.put("event.time.ahead.max.ms", String.valueOf(FOREVER.toMillis()));
    values.put("bootstrap.servers", command.bootstrapServers);
    values.put("state.dir", command.stateDir.toString());
    values.put("topics.partitions", String.valueOf(command.settings.partitions));
    values.put("num.stream.threads", String.valueOf(command.settings.threads));
    return TodokuConfig.load(null, Map.of(), values);
  }

  private void say(String what) {
    progress.begin(contender.name() + " at " + command.open + " open: " + what);
  }

  @Override
  public void close() {
    admin.close();
  }
}
