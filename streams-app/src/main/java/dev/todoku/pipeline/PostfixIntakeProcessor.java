package dev.todoku.pipeline;

import dev.todoku.hop.AttemptHops;
import dev.todoku.intake.postfix.NextEntry;
import dev.todoku.intake.postfix.Parsed;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.postfix.QueueLine;
import dev.todoku.intake.postfix.RenamedQueue;
import dev.todoku.intake.postfix.Story;
import dev.todoku.intake.postfix.Storyteller;
import dev.todoku.intake.postfix.Told;
import dev.todoku.recipient.RecipientNote;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.HostClocks;
import dev.todoku.watermark.WatermarkRecord;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts the lines of Postfix logs together to stories of queue ids and tells them as events. */
final class PostfixIntakeProcessor implements Processor<Object, Object, Object, Object> {
  /**
   * How long, by the log's own time, a story waits for the lines that say whose it is. A collector
   * that comes back mixes up lines that are a minute apart.
   */
  private static final long SETTLE_MS = 2 * 60_000;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final PostfixParser parser;
  private final Storyteller teller;
  private final HostClocks clocks = new HostClocks();

  private ProcessorContext<Object, Object> context;
  private DayBuckets stories;
  private UnsettledStories unsettled;
  private EventOutlets events;
  private Outlet<String, Rejection> rejections;
  private Outlet<String, RecipientNote> notes;
  private Outlet<byte[], byte[]> byHost;
  private DeadLetters deadLetters;
  private IntakeWatermark watermark;
  private long logTime;

  PostfixIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.parser = new PostfixParser(settings.postfixZone(), settings.replies());
    this.teller =
        new Storyteller(
            settings.replies(),
            host -> settings.sourceIps().getOrDefault(host, host),
            Set.of(),
            new AttemptHops(settings.hops(), settings.providers())::of);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    stories = new DayBuckets(context.getStateStore(Names.STORIES_STORE), settings.queueMemory());
    unsettled = new UnsettledStories(context.getStateStore(Names.UNSETTLED_STORE));
    events = new EventOutlets(context, Names.POSTFIX_INTAKE, settings);
    rejections = new Outlet<>(context, sink(Topics.REJECTIONS.name()));
    notes = new Outlet<>(context, sink(InternalTopics.NOTES.name()));
    byHost = new Outlet<>(context, sink(Topics.RAW_POSTFIX.name()));
    deadLetters = new DeadLetters(context, Names.POSTFIX_INTAKE, metrics);
    watermark =
        IntakeWatermark.open(
            context,
            Names.POSTFIX_INTAKE,
            Topics.RAW_POSTFIX,
            InternalTopics.LOG_WATERMARKS,
            settings,
            metrics);
    context.schedule(TaskWatermark.TICK, PunctuationType.WALL_CLOCK_TIME, this::onWallClock);
  }

  @Override
  public void process(Record<Object, Object> record) {
    if (record.value() instanceof WatermarkRecord mark) {
      watermark.onMark(mark);
    } else {
      accept(record.withKey((byte[]) record.key()).withValue((byte[]) record.value()));
    }
    advance();
  }

  private void accept(Record<byte[], byte[]> record) {
    metrics.received(Topics.RAW_POSTFIX.name());
    Optional<String> objection = InputLimit.objectionTo(record.value());
    if (objection.isPresent()) {
      deadLetters.send(record.key(), record.value(), record.timestamp(), objection.get());
      return;
    }
    String line = new String(record.value(), StandardCharsets.UTF_8);
    Parsed parsed = parser.parse(line, record.timestamp());
    metrics.intakeLine(parsed);
    if (isForSink(parsed)) {
      metrics.intakeIgnored(Topics.RAW_POSTFIX.name());
    } else if (parsed instanceof QueueLine queueLine) {
      acceptInPlace(record, queueLine);
    } else if (parsed instanceof Parsed.RejectLine reject) {
      accept(record, reject.rejection());
    } else if (parsed instanceof Parsed.Unreadable unreadable) {
      deadLetters.send(record.key(), record.value(), record.timestamp(), unreadable.reason());
    } else {
      metrics.intakeIgnored(Topics.RAW_POSTFIX.name());
    }
  }

  /** What discard(8) takes goes to a sink of the operator's own, which is no fate of a mail. */
  private static boolean isForSink(Parsed parsed) {
    return parsed instanceof QueueLine.AttemptLine attempt && attempt.agent().equals("discard");
  }

  private void accept(Record<byte[], byte[]> record, Rejection rejection) {
    if (isAhead(record, rejection.time())) {
      return;
    }
    String recipient = settings.address().normal(rejection.recipient());
    rejections.send(recipient, rejection, rejection.time());
    notes.send(recipient, RecipientNote.of(rejection), rejection.time());
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
    metrics.hostLine(line.host());
    watermark.onRecord(clocks.onLine(line.host(), line.time()));
    Bytes key = keyOf(line.host(), line.queueId());
    Optional<DayBuckets.Slot> slot = find(key, line.time());
    Story story = slot.map(known -> Story.decode(known.value())).orElse(null);
    tell(key, slot, teller.tell(story, line), line.time());
    if (line instanceof QueueLine.PreviousLine previous) {
      nameAfter(previous);
    }
    for (UnsettledStories.Due due : unsettled.takeDue(logTime)) {
      settle(due);
    }
  }

  /** A filter that puts a message into another queue by itself logs no Message-ID there. */
  private void nameAfter(QueueLine.PreviousLine line) {
    find(keyOf(line.host(), line.previousQueueId()), line.time())
        .map(known -> Story.decode(known.value()).identity().messageId())
        .map(id -> new QueueLine.MessageIdLine(line.host(), line.queueId(), line.time(), id, false))
        .ifPresent(this::accept);
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
    if (told.leftOut() > 0) {
      metrics.unnamedHandOvers(told.leftOut());
    }
  }

  private void settle(UnsettledStories.Due due) {
    Optional<DayBuckets.Slot> slot = find(due.key(), due.time());
    slot.ifPresent(known -> settle(due, slot, Story.decode(known.value())));
  }

  private void settle(UnsettledStories.Due due, Optional<DayBuckets.Slot> slot, Story story) {
    String messageId = story.isNamed() ? null : nameOfAnotherEntry(story, due.time());
    Told told = messageId == null ? teller.settle(story) : teller.settle(story, messageId);
    tell(due.key(), slot, told, due.time());
  }

  /** Null when no other entry that is known here is of the same message. */
  private String nameOfAnotherEntry(Story story, long time) {
    String before =
        entries(story.queueId(), time)
            .filter(other -> RenamedQueue.isSame(other, story))
            .map(other -> other.identity().messageId())
            .min(Comparator.naturalOrder())
            .orElse(null);
    String nextId = NextEntry.queueId(story);
    return before != null || nextId == null
        ? before
        : entries(nextId, time)
            .filter(other -> NextEntry.isSame(story, other))
            .map(NextEntry::messageId)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private Stream<Story> entries(String queueId, long time) {
    return stories
        .between(MessageKey.first(queueId), MessageKey.last(queueId), time)
        .values()
        .stream()
        .map(slot -> Story.decode(slot.value()));
  }

  /** The entries of one queue id on all hosts lie side by side. */
  private static Bytes keyOf(String host, String queueId) {
    return MessageKey.of(queueId, host);
  }

  /** Events of a story that waits for its identity will bear the times of its lines. */
  private void advance() {
    unsettled.takeDue(watermark.current()).forEach(this::settle);
    watermark.publish(unsettled.earliest());
  }

  /** A log that has fallen silent will not name its messages any better. */
  private void onWallClock(long now) {
    watermark.onWallClock(now);
    if (watermark.isIdle()) {
      unsettled.takeDue(Long.MAX_VALUE).forEach(this::settle);
    }
    advance();
    watermark.publishAtTick(unsettled.earliest());
  }

  @Override
  public void close() {
    watermark.close();
  }

  private static String sink(String topic) {
    return Names.sink(Names.POSTFIX_INTAKE, topic);
  }
}
