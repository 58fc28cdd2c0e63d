package dev.todoku.intake;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedEvents;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import dev.todoku.intake.sender.json.WebhookFormat;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.DeadLetters;
import dev.todoku.streams.EventSinks;
import dev.todoku.streams.InputLimit;
import dev.todoku.streams.Intake;
import dev.todoku.streams.IntakeWatermark;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.watermark.WatermarkRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reads what mail services posted and publishes it as events, record by record. */
final class ReportIntakeProcessor implements Processor<Object, Object, Object, Object> {
  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final ReportedReasons reasons;

  private ReportedMessageStore messages;
  private EventSinks events;
  private DeadLetters deadLetters;
  private IntakeWatermark watermark;

  ReportIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.reasons = new ReportedReasons(settings.replies());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    messages =
        new ReportedMessageStore(
            new DayBuckets(
                context.getStateStore(Names.REPORTED_MESSAGES_STORE), settings.joinWindow()));
    events = new EventSinks(context, Names.REPORT_INTAKE, settings);
    deadLetters = new DeadLetters(context, Names.REPORT_INTAKE, metrics);
    watermark = IntakeWatermark.open(context, Intake.REPORTS, settings, metrics);
    watermark.everyTick(this::onWallClock);
  }

  @Override
  public void process(Record<Object, Object> record) {
    if (record.value() instanceof WatermarkRecord mark) {
      watermark.onMark(mark);
    } else {
      read(record.withKey((byte[]) record.key()).withValue((byte[]) record.value()));
      watermark.onRecord(record);
    }
    watermark.publish(IntakeWatermark.NOTHING_HELD);
  }

  private void onWallClock(long now) {
    watermark.onWallClock(now);
    watermark.publishAtTick(IntakeWatermark.NOTHING_HELD);
  }

  @Override
  public void close() {
    watermark.close();
  }

  private void read(Record<byte[], byte[]> record) {
    metrics.received(Topics.RAW_REPORTS.name());
    String source = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    Optional<WebhookFormat> format = WebhookFormats.named(source.split("/", 2)[0]);
    Optional<String> objection =
        format.isEmpty()
            ? Optional.of("its key names no sender that is known: sender/source")
            : InputLimit.objectionTo(record.value());
    if (objection.isPresent()) {
      deadLetters.send(record.key(), record.value(), record.timestamp(), objection.get());
      return;
    }
    for (ReadRecord item : RecordReader.read(format.get(), record.value(), headers(record))) {
      if (item instanceof ReadRecord.Events read) {
        read.reported().forEach(reported -> publish(record, source, format.get(), item, reported));
      } else if (item instanceof ReadRecord.Unknown unknown) {
        metrics.report(format.get().name(), "unknown");
        reject(record, source, item, "is of a type that is not known: " + unknown.type());
      } else if (item instanceof ReadRecord.Unreadable unreadable) {
        metrics.report(format.get().name(), "unreadable");
        reject(record, source, item, unreadable.why());
      }
    }
  }

  private static Map<String, String> headers(Record<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private void publish(
      Record<byte[], byte[]> record,
      String source,
      WebhookFormat format,
      ReadRecord item,
      Reported reported) {
    metrics.report(format.name(), reported.kind().label());
    try {
      event(source, format, reported).ifPresent(events::publishStated);
    } catch (IllegalArgumentException | ContractException e) {
      reject(record, source, item, e.getMessage());
    }
  }

  private Optional<MailEvent> event(String source, WebhookFormat format, Reported reported) {
    if (reported.kind() == ReportedKind.NONE) {
      return Optional.empty();
    }
    String candidates = reported.details().get(ReportedDetail.CANDIDATES);
    if (candidates != null && reported.kind() == ReportedKind.UNSUBSCRIBED) {
      return Optional.empty();
    }
    if (candidates != null) {
      throw new IllegalArgumentException(
          "concerns one of " + candidates + " recipients, and does not say which");
    }
    reported
        .time()
        .flatMap(time -> settings.future().objection(time.toEpochMilli()))
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException("cannot be: " + objection);
            });
    Optional<ReportedReasons.Found> found = reasons.of(reported, format::reasonOf);
    // The id of a report that came back is the report's own, and not that of the message.
    boolean isReturned = reported.details().containsKey(ReportedDetail.OUT_OF_BAND);
    String queueId = isReturned ? null : reported.providerId().map(format::sharedId).orElse(null);
    return ReportedEvents.of(
        reported,
        format.name(),
        queueId,
        messages.messageId(source, format.name(), queueId, reported),
        ReportedReasons.reply(reported),
        found.map(ReportedReasons.Found::reason).orElse(Reason.UNDEFINED),
        found.map(ReportedReasons.Found::by).orElse((ReasonBy) null));
  }

  private void reject(
      Record<byte[], byte[]> record, String source, ReadRecord item, @Nullable String why) {
    deadLetters.send(
        record.key(),
        item.json(),
        record.timestamp(),
        source + " item " + item.index() + ": it " + why);
  }
}
