package dev.todoku.intake;

import dev.todoku.intake.log.Assembled;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.OpenMessage;
import dev.todoku.intake.sender.Reported;
import dev.todoku.schema.ContractException;
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
import dev.todoku.wire.MessageKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts the records of other servers' logs together by message and publishes them as events. */
final class LogIntakeProcessor implements Processor<Object, Object, Object, Object> {
  /** How long, by the log's own time, reports wait for the record of the arrival. */
  private static final long SETTLE_MS = 2 * 60_000;

  private static final String NO_FORMAT =
      "no log that is known: name the format in the key (exim/HOST) or in the header \"format\"";

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final HostClocks clocks = new HostClocks();

  private ProcessorContext<Object, Object> context;
  private LogSourceStore sources;
  private DayBuckets messages;
  private PendingQueueEntries waiting;
  private EventSinks events;
  private TypedSink<byte[], byte[]> byHost;
  private DeadLetters deadLetters;
  private IntakeWatermark watermark;
  private long logTime;

  LogIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    sources = new LogSourceStore(settings, context.getStateStore(Names.LOG_SOURCES_STORE));
    messages =
        new DayBuckets(context.getStateStore(Names.OPEN_MESSAGES_STORE), settings.queueMemory());
    waiting = new PendingQueueEntries(context.getStateStore(Names.WAITING_MESSAGES_STORE));
    events = new EventSinks(context, Names.LOG_INTAKE, settings);
    byHost = new TypedSink<>(context, Names.sink(Names.LOG_INTAKE, Topics.RAW_LOGS.name()));
    deadLetters = new DeadLetters(context, Names.LOG_INTAKE, metrics);
    watermark = IntakeWatermark.open(context, Intake.LOGS, settings, metrics);
    watermark.everyTick(this::onWallClock);
  }

  @Override
  public void process(Record<Object, Object> record) {
    if (record.value() instanceof WatermarkRecord mark) {
      watermark.onMark(mark);
    } else {
      read(record.withKey((byte[]) record.key()).withValue((byte[]) record.value()));
    }
    advance();
  }

  private void read(Record<byte[], byte[]> record) {
    metrics.received(Topics.RAW_LOGS.name());
    Optional<String> objection = InputLimit.objectionTo(record.value());
    if (objection.isPresent()) {
      reject(record, objection.get());
      return;
    }
    String line = new String(record.value(), StandardCharsets.UTF_8);
    Optional<LogSource> source = sources.of(record, line);
    if (source.isEmpty()) {
      metrics.intakeLine("", "unreadable");
      reject(record, NO_FORMAT);
      return;
    }
    LineResult result = source.get().parser().parse(line, 0, record.timestamp());
    String format = source.get().format().name();
    if (result instanceof LineResult.Read read) {
      metrics.intakeLine(format, "read");
      accept(record, source.get(), read);
    } else if (result instanceof LineResult.Unreadable unreadable) {
      metrics.intakeLine(format, "unreadable");
      reject(record, format + ": " + unreadable.reason());
    } else {
      metrics.intakeLine(format, "ignored");
      metrics.intakeIgnored(Topics.RAW_LOGS.name());
    }
    sources.remember(record, source.get());
  }

  private void accept(Record<byte[], byte[]> record, LogSource source, LineResult.Read read) {
    long time = read.time() == 0 ? record.timestamp() : read.time();
    FutureLimit future = settings.future();
    Optional<String> objection = future.objection(time, future.latest(record.timestamp()));
    if (objection.isPresent()) {
      reject(record, objection.get() + " Is intake.postfix.zone right?");
    } else if (record.key() == null) {
      acceptElsewhere(record, source, read);
    } else if (messages.isForgotten(time, logTime)) {
      reject(record, "it is older than messages of the log are kept");
    } else {
      accept(record, source, read, time);
    }
  }

  /** All lines of a host must come to one place; a line without a key may stand anywhere. */
  private void acceptElsewhere(
      Record<byte[], byte[]> record, LogSource source, LineResult.Read read) {
    if (read.host() == null) {
      reject(record, "no key, and the line does not name its host: key it by the sending host");
      return;
    }
    metrics.misplaced(Topics.RAW_LOGS.name());
    String key = source.format().name() + '/' + read.host();
    byHost.send(key.getBytes(StandardCharsets.UTF_8), record.value(), record.timestamp());
  }

  private void accept(
      Record<byte[], byte[]> record, LogSource source, LineResult.Read read, long time) {
    logTime = Math.max(logTime, time);
    String host = source.hostOf(read.host());
    metrics.hostLine(host);
    watermark.onRecord(clocks.onLine(host, time));
    for (LogEntry entry : read.entries()) {
      sources.see(host, entry);
      try {
        take(source, host, entry, time);
      } catch (IllegalArgumentException | ContractException e) {
        reject(record, source.format().name() + ": " + e.getMessage());
      }
    }
    for (PendingQueueEntries.Due due : waiting.takeDue(logTime)) {
      settle(due);
    }
  }

  private void take(LogSource source, String host, LogEntry entry, long time) {
    if (entry.id() == null) {
      publish(source, host, source.assembler().take(OpenMessage.UNKNOWN, entry), time);
      return;
    }
    Bytes key = keyOf(source, host, entry.id());
    Optional<DayBuckets.Slot> slot = find(key, time);
    OpenMessage before =
        slot.map(known -> OpenMessage.decode(LogMessage.decode(known.value()).message()))
            .orElse(OpenMessage.UNKNOWN);
    Assembled assembled = source.assembler().take(before, entry);
    if (!assembled.next().equals(before)) {
      byte[] value =
          new LogMessage(source.format().name(), host, assembled.next().encode()).encode();
      slot.ifPresentOrElse(
          known -> messages.replace(key, value, known), () -> messages.create(key, value, time));
    }
    if (assembled.next().isWaiting()) {
      waiting.add(key, time, logTime + SETTLE_MS);
    } else {
      waiting.remove(key);
    }
    publish(source, host, assembled, time);
  }

  private void publish(LogSource source, String host, Assembled assembled, long time) {
    for (Reported report : assembled.reports()) {
      source
          .events()
          .of(report, assembled.next(), host, source.reasonOf(report), time)
          .ifPresentOrElse(events::publish, () -> metrics.intakeIgnored(Topics.RAW_LOGS.name()));
    }
  }

  /** The record of the arrival has not come: the message goes by the server's own id. */
  private void settle(PendingQueueEntries.Due due) {
    find(due.key(), due.time()).ifPresent(slot -> settle(due, slot));
  }

  private void settle(PendingQueueEntries.Due due, DayBuckets.Slot slot) {
    LogMessage stored = LogMessage.decode(slot.value());
    LogSource source = sources.ofFormat(stored.format());
    Assembled assembled = source.assembler().settle(OpenMessage.decode(stored.message()));
    messages.replace(
        due.key(),
        new LogMessage(stored.format(), stored.host(), assembled.next().encode()).encode(),
        slot);
    try {
      publish(source, stored.host(), assembled, due.time());
    } catch (IllegalArgumentException | ContractException e) {
      deadLetters.send(
          stored.host().getBytes(StandardCharsets.UTF_8),
          slot.value(),
          due.time(),
          stored.format() + ": " + e.getMessage());
    }
  }

  private Optional<DayBuckets.Slot> find(Bytes key, long time) {
    return messages.find(key, time, Math.max(logTime, context.currentStreamTimeMs()));
  }

  private static Bytes keyOf(LogSource source, String host, String id) {
    return MessageKey.of(id, source.format().name() + '/' + host);
  }

  /** Events of a message that waits will bear the times of its lines. */
  private void advance() {
    waiting.takeDue(watermark.current()).forEach(this::settle);
    watermark.publish(waiting.earliest());
  }

  private void onWallClock(long now) {
    watermark.onWallClock(now);
    if (watermark.isIdle()) {
      waiting.takeDue(Long.MAX_VALUE).forEach(this::settle);
    }
    advance();
    watermark.publishAtTick(waiting.earliest());
  }

  private void reject(Record<byte[], byte[]> record, String reason) {
    deadLetters.send(record.key(), record.value(), record.timestamp(), reason);
  }

  @Override
  public void close() {
    watermark.close();
  }
}
