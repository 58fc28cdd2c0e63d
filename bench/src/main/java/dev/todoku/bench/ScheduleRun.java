package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.config.TodokuConfig;
import dev.todoku.watermark.WriterMarks;
import dev.todoku.wire.InternalTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One schedule from the first record to what the pipeline said in the end. */
final class ScheduleRun implements AutoCloseable {
  private static final long MINUTE = 60_000;

  /** Event time that passes after the last event, so that whatever ends by itself has ended. */
  private static final long AFTERWARDS = 3 * 60 * MINUTE;

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final Duration SHORT_STARVATION = Duration.ofSeconds(10);
  private static final Duration LONG_STARVATION = Duration.ofSeconds(90);

  private final Schedule schedule;
  private final List<ScheduleInput.Timed> input;
  private final ProgressLine progress;
  private final Path dir;
  private final Broker broker;
  private final List<JavaProcess> instances = new ArrayList<>();
  private final boolean isMarked;

  private ScheduleRun(
      Schedule schedule,
      List<ScheduleInput.Timed> input,
      boolean isMarked,
      ProgressLine progress,
      Path dir)
      throws IOException {
    this.schedule = schedule;
    this.input = input;
    this.isMarked = isMarked;
    this.progress = progress;
    this.dir = dir;
    this.broker = Broker.start(dir.resolve("broker"));
  }

  /**
   * Runs it.
   *
   * @param dir for data, must not exist
   */
  static Sayings run(
      Schedule schedule,
      List<ScheduleInput.Timed> input,
      boolean isMarked,
      ProgressLine progress,
      Path dir)
      throws IOException, InterruptedException {
    try (ScheduleRun run = new ScheduleRun(schedule, input, isMarked, progress, dir)) {
      return run.run();
    }
  }

  private Sayings run() throws IOException, InterruptedException {
    TodokuConfig config = TodokuConfig.load(null, Map.of(), settings(0));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      RequiredTopics.of(config).ensure(admin);
      if (!schedule.isWrittenBefore()) {
        startAll();
      }
      feed();
      if (schedule.isWrittenBefore()) {
        startAll();
      }
      awaitEnd(new Lag(admin, config, Application.topology(config)));
    }
    return Sayings.read(broker.bootstrapServers());
  }

  private void startAll() throws IOException {
    for (int number = 0; number < schedule.instances(); number++) {
      instances.add(start(number));
    }
    for (JavaProcess instance : instances) {
      instance.readAnswer();
    }
  }

  private JavaProcess start(int number) throws IOException {
    return JavaProcess.instance(List.of(), settings(number));
  }

  private Map<String, String> settings(int number) {
    Map<String, String> settings = new HashMap<>(schedule.settings());
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("state.dir", dir.resolve("state" + number).toString());
    settings.put("http.port", "0");
    return settings;
  }

  private void feed() throws IOException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "linger.ms",
                5,
                "delivery.timeout.ms",
                240_000,
                "max.block.ms",
                240_000L),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      WriterMarks marks =
          isMarked ? new WriterMarks(producer, "schedules", schedule.partitions()) : null;
      new Feed(producer, marks).write();
      producer.flush();
    }
  }

  /** Writes the records in their order, those of the held topic later. */
  private final class Feed {
    private final KafkaProducer<byte[], byte[]> producer;
    private final @Nullable WriterMarks marks;
    private final Deque<ScheduleInput.Timed> held = new ArrayDeque<>();
    private final long begunAt = System.nanoTime();
    private CompletableFuture<Void> trouble = CompletableFuture.completedFuture(null);

    Feed(KafkaProducer<byte[], byte[]> producer, @Nullable WriterMarks marks) {
      this.producer = producer;
      this.marks = marks;
    }

    void write() throws IOException, InterruptedException {
      long first = input.get(0).dueAt();
      if (marks != null) {
        marks.advance(first - MINUTE);
      }
      long last = input.get(input.size() - 1).dueAt();
      int half = input.size() / 2;
      for (int i = 0; i < input.size(); i++) {
        ScheduleInput.Timed record = input.get(i);
        pause(record.dueAt(), first, last);
        if (i == half) {
          trouble = CompletableFuture.runAsync(ScheduleRun.this::happen);
        }
        release(record.dueAt());
        if (record.topic().equals(schedule.heldTopic())) {
          held.add(record);
        } else {
          send(record);
        }
        mark(record.dueAt());
        progress.print(i, "records written");
      }
      held.forEach(this::send);
      held.clear();
      if (marks == null) {
        ScheduleInput.afterwards(last + AFTERWARDS).forEach(this::send);
      } else {
        marks.advance(last + AFTERWARDS);
        marks.close();
      }
      trouble.join();
    }

    private void pause(long dueAt, long first, long last) throws InterruptedException {
      if (!schedule.pace().isZero()) {
        double part = (double) (dueAt - first) / Math.max(1, last - first);
        long due = begunAt + (long) (part * schedule.pace().toNanos());
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
      }
    }

    private void release(long dueAt) {
      boolean isHeldByWall = System.nanoTime() - begunAt < schedule.heldByWall().toNanos();
      while (!held.isEmpty()
          && !isHeldByWall
          && held.peek().dueAt() <= dueAt - schedule.heldByEvents().toMillis()) {
        send(held.remove());
      }
    }

    /** All before the earliest that is held back is written, and disorder is less than this. */
    private void mark(long dueAt) {
      if (marks != null) {
        long written = held.isEmpty() ? dueAt : Math.min(dueAt, held.peek().dueAt());
        marks.passing(written - MINUTE);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is missing shows as a difference.
    private void send(ScheduleInput.Timed record) {
      producer.send(
          new ProducerRecord<>(record.topic(), null, record.time(), record.key(), record.value()));
    }
  }

  /** Beside the feeding: who writes does not wait for who reads. */
  private void happen() {
    try {
      cause(schedule.incident());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cause(Schedule.Incident incident) throws IOException, InterruptedException {
    switch (incident) {
      case NOTHING -> {}
      case STARVED -> {
        for (JavaProcess instance : instances) {
          starve(instance, SHORT_STARVATION);
        }
        starve(instances.get(0), LONG_STARVATION);
      }
      case KILLED -> {
        instances.get(0).kill();
        JavaProcess again = start(0);
        again.readAnswer();
        instances.set(0, again);
      }
      case BROKER_AWAY -> {
        progress.begin(schedule.name() + ": the broker is away");
        broker.freeze();
        TimeUnit.MILLISECONDS.sleep(LONG_STARVATION.toMillis());
        broker.thaw();
      }
    }
  }

  private void starve(JavaProcess instance, Duration duration)
      throws IOException, InterruptedException {
    progress.begin(schedule.name() + ": starving an instance for " + duration.toSeconds() + " s");
    instance.freeze();
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    instance.thaw();
  }

  /** The last stage has come to the end of event time, and then nothing is said any more. */
  private void awaitEnd(Lag lag) throws InterruptedException {
    long end = input.get(input.size() - 1).dueAt() + AFTERWARDS - MINUTE;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    progress.begin(schedule.name() + ": waiting for the end");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(InternalTopics.judged(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Map<Integer, Long> reached = new HashMap<>();
      while (reached.size() < schedule.partitions()
          || reached.values().stream().anyMatch(time -> time < end)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    InternalTopics.progress(record.value())
                        .ifPresent(p -> reached.merge(p.partition(), p.time(), Math::max)));
        progress.print(reached.values().stream().filter(time -> time >= end).count(), "tasks done");
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              schedule.name() + ": the pipeline did not come to the end: " + reached);
        }
      }
    }
    // What the end of time sets going has gone through the stages behind, and ticks of the clock.
    Duration quiet = QUIET.plusSeconds(6);
    long quietSince = System.nanoTime();
    while (System.nanoTime() - quietSince < quiet.toNanos()) {
      if (lag.records() > 40L * schedule.partitions() * schedule.partitions()) {
        quietSince = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @Override
  public void close() throws IOException {
    for (JavaProcess instance : instances) {
      instance.close();
    }
    broker.close();
  }
}
