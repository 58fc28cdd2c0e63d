package dev.todoku.intake.bouncemail;

import dev.todoku.bounce.Action;
import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.ReportSources;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.evidence.ReportGrader;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.ReportSource;
import dev.todoku.schema.Topics;
import dev.todoku.streams.DeadLetters;
import dev.todoku.streams.EventSinks;
import dev.todoku.streams.InputLimit;
import dev.todoku.streams.Intake;
import dev.todoku.streams.IntakeWatermark;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TypedSink;
import dev.todoku.watermark.WatermarkRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reads bounce messages and publishes them as events. */
final class BounceIntakeProcessor implements Processor<Object, Object, Object, Object> {
  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final BounceReader reader;
  private final ReportSources sources;
  private final ReportGrader grader;

  private EventSinks events;
  private TypedSink<String, AggregateReport> aggregateReports;
  private DeadLetters deadLetters;
  private IntakeWatermark watermark;

  BounceIntakeProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.reader = new BounceReader(settings.replies());
    EvidenceRules evidence = settings.evidence();
    this.sources = new ReportSources(evidence.authservIds(), evidence::trusts, ServerOwners.load());
    this.grader = ReportGrader.load(evidence, settings.providers());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    events = new EventSinks(context, Names.BOUNCE_INTAKE, settings);
    aggregateReports =
        new TypedSink<>(context, Names.sink(Names.BOUNCE_INTAKE, Topics.AGGREGATE_REPORTS.name()));
    deadLetters = new DeadLetters(context, Names.BOUNCE_INTAKE, metrics);
    watermark = IntakeWatermark.open(context, Intake.BOUNCES, settings, metrics);
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
    metrics.received(Topics.RAW_BOUNCES.name());
    Optional<String> objection = InputLimit.objectionTo(record.value());
    if (objection.isPresent()) {
      reject(record, objection.get());
      return;
    }
    Reading reading = reader.read(record.value(), record.timestamp());
    if (reading instanceof Reading.Report report && isAutoReply(report)) {
      autoReplies(report).forEach(events::publish);
    } else if (reading instanceof Reading.Report report && !report.events().isEmpty()) {
      ReportSource source = sources.of(record.value(), mailbox(record.key()), record.timestamp());
      report.events().forEach(event -> events.publish(from(source, withoutHearsay(event))));
    } else if (reading instanceof Reading.Report report) {
      reject(record, "no event: " + whyNone(report));
    } else if (reading instanceof Reading.Aggregate about) {
      ReportSource source = sources.of(record.value(), mailbox(record.key()), record.timestamp());
      about.reports().forEach(report -> publish(report.from(source)));
    } else if (reading instanceof Reading.Unsubscribe mail) {
      unsubscribe(record, mail);
    } else if (reading instanceof Reading.NotABounce none) {
      reject(record, "not a bounce: " + none.why());
    } else if (reading instanceof Reading.NotUnderstood puzzle) {
      reject(record, "not understood: " + puzzle.why());
    }
  }

  /** Who proves nothing opts nobody out. */
  private void unsubscribe(Record<byte[], byte[]> record, Reading.Unsubscribe mail) {
    ReportSource source = sources.of(record.value(), mailbox(record.key()), record.timestamp());
    if (mail.messageId() == null) {
      metrics.unsubscribeMail("unnamed");
      reject(record, "a mail that unsubscribes, and names no message");
    } else if (!grader.proves(source, mail.author(), mail.messageId())) {
      metrics.unsubscribeMail("unproven");
      reject(record, "a mail that unsubscribes, and nothing proves that its author wrote it");
    } else {
      metrics.unsubscribeMail("taken");
      events.publish(
          new Engagement(
              mail.messageId(), mail.author(), record.timestamp(), Engagement.Kind.UNSUBSCRIBE));
    }
  }

  private void publish(AggregateReport report) {
    metrics.aggregateReport();
    aggregateReports.send(report.domain(), report, report.time());
  }

  private static boolean isAutoReply(Reading.Report report) {
    return report.recipients().stream().allMatch(of -> of.action() == Action.AUTO_REPLIED);
  }

  /** Case 34: what a mailbox answers by itself is no failure, and no error of ours either. */
  private List<DsnSent> autoReplies(Reading.Report report) {
    metrics.autoReply();
    String messageId = report.identity().original().messageId();
    return messageId == null
        ? List.of()
        : report.recipients().stream()
            .map(
                of ->
                    new DsnSent(
                        messageId,
                        of.time(),
                        DsnSent.Kind.AUTO_REPLY,
                        null,
                        null,
                        Origin.UNKNOWN,
                        of.recipient()))
            .toList();
  }

  /** What is proven of it is decided where its message is known. */
  private static MailEvent from(ReportSource source, MailEvent event) {
    if (event instanceof Bounce bounce) {
      return bounce.from(source);
    }
    return event instanceof Complaint complaint ? complaint.from(source) : event;
  }

  private static @Nullable String mailbox(byte[] key) {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  private static String whyNone(Reading.Report report) {
    return switch (report.recipients().get(0).action()) {
      case AUTO_REPLIED -> "an automatic reply among reports";
      case EXPANDED -> "a list was expanded, its members have reports of their own";
      case REPORTED -> "a report by which nobody complains";
      case COMPLAINED -> "a complaint that does not name its message and recipient";
      case FAILED, DELAYED, DELIVERED, RELAYED ->
          "delay or success notice without a message identity";
    };
  }

  /**
   * What a message that anyone could have written says of a delay or a delivery proves nothing; it
   * is kept as a notice. A bounce is hearsay too, but Correlate asks for its message first.
   */
  private static MailEvent withoutHearsay(MailEvent event) {
    if (event instanceof Deferral delayed) {
      return new DsnSent(
          delayed.messageId(),
          delayed.time(),
          DsnSent.Kind.DELAY,
          delayed.queueId(),
          null,
          delayed.origin());
    }
    if (event instanceof Delivery delivered) {
      return new DsnSent(
          delivered.messageId(),
          delivered.time(),
          DsnSent.Kind.SUCCESS,
          delivered.queueId(),
          null,
          delivered.origin());
    }
    return event;
  }

  private void reject(Record<byte[], byte[]> record, String reason) {
    deadLetters.send(record.key(), record.value(), record.timestamp(), reason);
  }
}
