package dev.todoku.intake.postfix;

import dev.todoku.hop.AttemptHops;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.DeadLetters;
import dev.todoku.streams.EventSinks;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.InputLimit;
import dev.todoku.streams.Intake;
import dev.todoku.streams.IntakeWatermark;
import dev.todoku.streams.Names;
import dev.todoku.streams.PendingQueueEntries;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TypedSink;
import dev.todoku.watermark.HostClocks;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.MessageKey;
import dev.todoku.wire.RecipientNote;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Puts the lines of Postfix logs together by queue id and publishes them as events. */
final class PostfixIntakeProcessor implements Processor<Object, Object, Object, Object> {
  /**
   * How long, by the log's own time, an entry waits for the lines that say whose it is. A collector
   * that comes back mixes up lines that are a minute apart.
   */
  private static final long SETTLE_MS = 2 * 60_000;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final PostfixParser parser;
  private final QueueEntryAssembler assembler;
  private final HostClocks clocks = new HostClocks();

  private ProcessorContext<Object, Object> context;
  private DayBuckets entries;
  private PendingQueueEntries unsettled;
  private EventSinks events;
  private TypedSink<String, Rejection> rejections;
  private TypedSink<String, RecipientNote> notes;
  private TypedSink<byte[], byte[]> byHost;
  private DeadLetters deadLetters;
  private IntakeWatermark watermark;
  private long logTime;

  PostfixIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.parser = new PostfixParser(settings.postfixZone(), settings.replies());
    this.assembler =
        new QueueEntryAssembler(
            settings.replies(),
            host -> settings.sourceIps().getOrDefault(host, host),
            Set.of(),
            new AttemptHops(settings.hops(), settings.providers())::of);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    entries =
        new DayBuckets(context.getStateStore(Names.QUEUE_ENTRIES_STORE), settings.queueMemory());
    unsettled = new PendingQueueEntries(context.getStateStore(Names.PENDING_QUEUE_ENTRIES_STORE));
    events = new EventSinks(context, Names.POSTFIX_INTAKE, settings);
    rejections = new TypedSink<>(context, sink(Topics.REJECTIONS.name()));
    notes = new TypedSink<>(context, sink(InternalTopics.NOTES.name()));
    byHost = new TypedSink<>(context, sink(Topics.RAW_POSTFIX.name()));
    deadLetters = new DeadLetters(context, Names.POSTFIX_INTAKE, metrics);
    watermark = IntakeWatermark.open(context, Intake.POSTFIX, settings, metrics);
    watermark.everyTick(this::onWallClock);
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
    metrics.intakeLine(LineLabels.program(parsed), LineLabels.fate(parsed));
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
    } else if (entries.isForgotten(line.time(), logTime)) {
      deadLetters.send(
          record.key(),
          record.value(),
          record.timestamp(),
          "it is older than what is kept of a log");
    } else {
      accept(line);
    }
  }

  private void accept(QueueLine line) {
    logTime = Math.max(logTime, line.time());
    metrics.hostLine(line.host());
    watermark.onRecord(clocks.onLine(line.host(), line.time()));
    assemble(line);
    if (line instanceof QueueLine.PreviousLine previous) {
      nameAfter(previous);
    }
    for (PendingQueueEntries.Due due : unsettled.takeDue(logTime)) {
      settle(due);
    }
  }

  private void assemble(QueueLine line) {
    Bytes key = keyOf(line.host(), line.queueId());
    Optional<DayBuckets.Slot> slot = find(key, line.time());
    QueueEntry entry = slot.map(known -> QueueEntry.decode(known.value())).orElse(null);
    publish(key, slot, assembler.assemble(entry, line), line.time());
  }

  /** A filter that puts a message into another queue by itself logs no Message-ID there. */
  private void nameAfter(QueueLine.PreviousLine line) {
    find(keyOf(line.host(), line.previousQueueId()), line.time())
        .map(known -> QueueEntry.decode(known.value()).identity().messageId())
        .map(id -> new QueueLine.MessageIdLine(line.host(), line.queueId(), line.time(), id, false))
        .ifPresent(this::accept);
  }

  /** Log time begins anew with the process, stream time does not: entries may lie ahead of it. */
  private Optional<DayBuckets.Slot> find(Bytes key, long time) {
    return entries.find(key, time, Math.max(logTime, context.currentStreamTimeMs()));
  }

  private void publish(
      Bytes key, Optional<DayBuckets.Slot> slot, AssembledEntry assembled, long time) {
    if (assembled.changed()) {
      byte[] value = assembled.next().encode();
      slot.ifPresentOrElse(
          known -> entries.replace(key, value, known), () -> entries.create(key, value, time));
    }
    if (assembled.next().isUnsettled()) {
      unsettled.add(key, time, logTime + SETTLE_MS);
    } else {
      unsettled.remove(key);
    }
    assembled.events().forEach(events::publish);
    if (assembled.leftOut() > 0) {
      metrics.unnamedHandOvers(assembled.leftOut());
    }
  }

  private void settle(PendingQueueEntries.Due due) {
    Optional<DayBuckets.Slot> slot = find(due.key(), due.time());
    slot.ifPresent(known -> settle(due, slot, QueueEntry.decode(known.value())));
  }

  private void settle(
      PendingQueueEntries.Due due, Optional<DayBuckets.Slot> slot, QueueEntry entry) {
    if (entry.isOfFilterAlone()) {
      entry.verdicts().forEach(verdict -> passOn(verdict, due.time()));
      return;
    }
    String messageId = entry.isNamed() ? null : nameOfAnotherEntry(entry, due.time());
    AssembledEntry assembled =
        messageId == null ? assembler.settle(entry) : assembler.settle(entry, messageId);
    publish(due.key(), slot, assembled, due.time());
  }

  /** A filter whose log names no host, or its own, is known by queue id and Message-ID. */
  private void passOn(QueueLine.VerdictLine verdict, long time) {
    entries(verdict.queueId(), time)
        .filter(other -> !other.host().equals(verdict.host()))
        .filter(other -> other.identity().messageId() != null)
        .filter(other -> Objects.equals(other.identity().messageId(), verdict.messageId()))
        .map(QueueEntry::host)
        .min(Comparator.naturalOrder())
        .ifPresent(host -> assemble(verdict.at(host)));
  }

  /** Null when no other entry that is known here is of the same message. */
  private @Nullable String nameOfAnotherEntry(QueueEntry entry, long time) {
    String before =
        entries(entry.queueId(), time)
            .filter(other -> RenamedQueue.isSame(other, entry))
            .map(other -> other.identity().messageId())
            .min(Comparator.naturalOrder())
            .orElse(null);
    String nextId = NextEntry.queueId(entry);
    return before != null || nextId == null
        ? before
        : entries(nextId, time)
            .filter(other -> NextEntry.isSame(entry, other))
            .map(NextEntry::messageId)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private Stream<QueueEntry> entries(String queueId, long time) {
    return entries
        .between(MessageKey.first(queueId), MessageKey.last(queueId), time)
        .values()
        .stream()
        .map(slot -> QueueEntry.decode(slot.value()));
  }

  /** The entries of one queue id on all hosts lie side by side. */
  private static Bytes keyOf(String host, String queueId) {
    return MessageKey.of(queueId, host);
  }

  /** Events of an entry that waits for its identity will bear the times of its lines. */
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
