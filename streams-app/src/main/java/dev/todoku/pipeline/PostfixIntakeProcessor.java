package dev.todoku.pipeline;

import dev.todoku.intake.postfix.Parsed;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.postfix.QueueLine;
import dev.todoku.intake.postfix.Story;
import dev.todoku.intake.postfix.Storyteller;
import dev.todoku.intake.postfix.Told;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts the lines of Postfix logs together to stories of queue ids and tells them as events. */
final class PostfixIntakeProcessor implements Processor<byte[], byte[], Object, Object> {
  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * How long, by the log's own time, a story waits for the lines that say whose it is. A collector
   * that comes back mixes up lines that are a minute apart.
   */
  private static final long SETTLE_MS = 2 * 60_000;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final PostfixParser parser;
  private final Storyteller teller;
  private final IdleClock idle;

  private ProcessorContext<Object, Object> context;
  private DayBuckets stories;
  private UnsettledStories unsettled;
  private EventOutlets events;
  private Outlet<String, Rejection> rejections;
  private Outlet<byte[], byte[]> byHost;
  private DeadLetters deadLetters;
  private long logTime;

  PostfixIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics, LongAdder neighbours) {
    this.settings = settings;
    this.metrics = metrics;
    this.idle = new IdleClock(TICK, neighbours);
    this.parser =
        new PostfixParser(settings.postfixZone(), settings.replies(), settings.internalRelays());
    this.teller =
        new Storyteller(settings.replies(), host -> settings.sourceIps().getOrDefault(host, host));
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    stories = new DayBuckets(context.getStateStore(Names.STORIES_STORE), PostfixIntake.MEMORY);
    unsettled = new UnsettledStories(context.getStateStore(Names.UNSETTLED_STORE));
    events = new EventOutlets(context, Names.POSTFIX_INTAKE, settings.address());
    rejections = new Outlet<>(context, sink(Topics.REJECTIONS.name()));
    byHost = new Outlet<>(context, sink(Topics.RAW_POSTFIX.name()));
    deadLetters = new DeadLetters(context, Names.POSTFIX_INTAKE, metrics);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    idle.hear();
    metrics.received(Topics.RAW_POSTFIX.name());
    Optional<String> objection = InputLimit.objectionTo(record.value());
    if (objection.isPresent()) {
      deadLetters.send(record.key(), record.value(), record.timestamp(), objection.get());
      return;
    }
    String line = new String(record.value(), StandardCharsets.UTF_8);
    Parsed parsed = parser.parse(line, record.timestamp());
    if (parsed instanceof QueueLine queueLine) {
      acceptInPlace(record, queueLine);
    } else if (parsed instanceof Parsed.RejectLine reject) {
      accept(record, reject.rejection());
    } else if (parsed instanceof Parsed.Unreadable unreadable) {
      deadLetters.send(record.key(), record.value(), record.timestamp(), unreadable.reason());
    } else {
      metrics.intakeIgnored(Topics.RAW_POSTFIX.name());
    }
  }

  private void accept(Record<byte[], byte[]> record, Rejection rejection) {
    if (isAhead(record, rejection.time())) {
      return;
    }
    String recipient = settings.address().normal(rejection.recipient());
    rejections.send(recipient, rejection, rejection.time());
    metrics.rejection();
  }

  /** Lays down a line whose time has not come yet. */
  private boolean isAhead(Record<byte[], byte[]> record, long time) {
    FutureLimit future = settings.future();
    Optional<String> objection = future.objection(time, future.latest(record.timestamp()));
    objection.ifPresent(
        reason ->
            deadLetters.send(
                record.key(),
                record.value(),
                record.timestamp(),
                reason + " Is intake.postfix.zone right?"));
    return objection.isPresent();
  }

  /** All lines of a host must come to one place; a line without a key may stand anywhere. */
  private void acceptInPlace(Record<byte[], byte[]> record, QueueLine line) {
    if (isAhead(record, line.time())) {
      return;
    }
    if (record.key() == null) {
      metrics.misplaced(Topics.RAW_POSTFIX.name());
      byte[] host = line.host().getBytes(StandardCharsets.UTF_8);
      byHost.send(host, record.value(), record.timestamp());
    } else if (stories.isForgotten(line.time(), logTime)) {
      deadLetters.send(
          record.key(),
          record.value(),
          record.timestamp(),
          "it is older than the log's stories are kept");
    } else {
      accept(line);
    }
  }

  private void accept(QueueLine line) {
    logTime = Math.max(logTime, line.time());
    Bytes key = MessageKey.of(line.host(), line.queueId());
    Optional<DayBuckets.Slot> slot = find(key, line.time());
    Story story = slot.map(known -> Story.decode(known.value())).orElse(null);
    tell(key, slot, teller.tell(story, line), line.time());
    for (UnsettledStories.Due due : unsettled.takeDue(logTime)) {
      settle(due);
    }
  }

  /** Log time begins anew with the process, stream time does not: stories may lie ahead of it. */
  private Optional<DayBuckets.Slot> find(Bytes key, long time) {
    return stories.find(key, time, Math.max(logTime, context.currentStreamTimeMs()));
  }

  private void tell(Bytes key, Optional<DayBuckets.Slot> slot, Told told, long time) {
    if (told.changed()) {
      byte[] value = told.next().encode();
      slot.ifPresentOrElse(
          known -> stories.replace(key, value, known), () -> stories.create(key, value, time));
    }
    if (told.next().isUnsettled()) {
      unsettled.add(key, time, logTime + SETTLE_MS);
    } else {
      unsettled.remove(key);
    }
    told.events().forEach(events::publish);
  }

  private void settle(UnsettledStories.Due due) {
    Optional<DayBuckets.Slot> slot = find(due.key(), due.time());
    slot.ifPresent(
        known -> tell(due.key(), slot, teller.settle(Story.decode(known.value())), due.time()));
  }

  /** A log that has fallen silent will not name its messages any better. */
  private void tick(long wallTime) {
    idle.tick(context.currentStreamTimeMs(), wallTime);
    if (idle.isIdle()) {
      unsettled.takeDue(Long.MAX_VALUE).forEach(this::settle);
    }
  }

  private static String sink(String topic) {
    return Names.sink(Names.POSTFIX_INTAKE, topic);
  }
}
