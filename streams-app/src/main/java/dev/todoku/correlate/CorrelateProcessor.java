package dev.todoku.correlate;

import dev.todoku.evidence.ReportGrader;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.DeadLetters;
import dev.todoku.streams.EarlyEventBuffer;
import dev.todoku.streams.EventReasons;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.Intake;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TaskWatermark;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.UnmatchedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts the parts of Correlate together: {@link MessageJoin} gets each event, and what waits when
 * {@link CorrelateClock} has come further.
 */
final class CorrelateProcessor implements Processor<String, Object, Object, Object> {
  private static final int GIVEN_UP_PER_RECORD = 100;
  private static final int TAKEN_PER_RECORD = 100;
  private static final int TAKEN_PER_TICK = 10_000;

  /** All that is read but match results, which are later than anything by their nature. */
  private static final List<String> INPUTS =
      List.of(
          Topics.SENDS.name(),
          Topics.DELIVERIES.name(),
          Topics.BOUNCES.name(),
          Topics.FEEDBACK.name());

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final Address address;
  private final ReportGrader grader;
  private final EventReasons reasons;

  private ProcessorContext<Object, Object> context;
  private CorrelateClock clock;
  private JoinState state;
  private MessageJoin join;
  private RecentRoutes routes;
  private OutcomePublisher outcomes;
  private WatermarkEmitter emitter;
  private DeadLetters deadLetters;

  CorrelateProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.address = settings.address();
    this.reasons = new EventReasons(settings.replies());
    this.grader = ReportGrader.load(settings.evidence(), settings.providers());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    clock = openClock();
    state = openState();
    deadLetters = new DeadLetters(context, Names.CORRELATE, metrics);
    FactLookup dns = new FactLookup(context.getStateStore(Names.DNS_FACTS_STORE));
    routes = new RecentRoutes(dns::history);
    MailboxProviders providers = new MailboxProviders(settings.providers(), routes);
    TypedSink<String, Object> updates = sink(InternalTopics.MESSAGE_UPDATES);
    emitter = new WatermarkEmitter(context, updates);
    outcomes =
        new OutcomePublisher(
            sink(Topics.OUTCOMES),
            sink(Topics.FAILURES),
            updates,
            providers,
            dns,
            settings,
            metrics);
    MessageRecorder recorder = new MessageRecorder(state, outcomes, providers, address);
    UnmatchedPublisher unmatched =
        new UnmatchedPublisher(
            sink(InternalTopics.MATCH_REQUESTS),
            new UnmatchedSink(context, Names.CORRELATE, address, metrics),
            sink(InternalTopics.NOTES),
            address);
    ReportGrading grading = new ReportGrading(grader, providers, address);
    ReportJoin reports =
        new ReportJoin(state, recorder, grading, unmatched, settings.joinWindow(), metrics);
    join = new MessageJoin(state, recorder, reports, metrics);
    clock.everyTick(this::onWallClock);
    context.schedule(WatermarkEmitter.TICK, PunctuationType.WALL_CLOCK_TIME, this::onEmitTick);
  }

  private CorrelateClock openClock() {
    TaskWatermark inputs =
        TaskWatermark.open(
            context,
            Names.CORRELATE,
            settings,
            metrics,
            INPUTS,
            InternalTopics.WATERMARKS,
            Intake.values().length * settings.partitions());
    return new CorrelateClock(
        inputs,
        new AheadEventStore(context.getStateStore(Names.AHEAD_STORE)),
        context::currentStreamTimeMs);
  }

  private JoinState openState() {
    DayBuckets messages =
        new DayBuckets(context.getStateStore(Names.MESSAGES_STORE), settings.joinWindow());
    EarlyEventBuffer early =
        new EarlyEventBuffer(context.getStateStore(Names.EARLY_STORE), settings.joinWindow());
    return new JoinState(
        new OpenMessageStore(messages, address),
        new EarlyReportStore(early, address, clock, settings.earlyWait(), settings.joinWindow()),
        new UnmatchedMinuteStore(context, clock::watermark),
        clock);
  }

  private <K, V> TypedSink<K, V> sink(Topic<K, V> topic) {
    return new TypedSink<>(context, Names.sink(Names.CORRELATE, topic.name()));
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof WatermarkRecord mark) {
      clock.onMark(mark);
    } else {
      MailEvent event = reasons.orByRules((MailEvent) record.value());
      metrics.event(event, process(record.key(), event).label());
      context
          .recordMetadata()
          .ifPresent(metadata -> clock.onRecord(metadata.topic(), record.timestamp()));
    }
    clock.release(TAKEN_PER_RECORD, join::onReleased);
    advance();
  }

  private EventFate process(String key, MailEvent event) {
    if (event instanceof Bounce bounce && bounce.matchedBy() == null) {
      state.minutes().add(Backscatter.came(bounce));
    }
    if (state.messages().isForgotten(event.time(), clock.watermark())) {
      deadLetters.send(key, event, "it is older than the join window");
      return EventFate.TOO_LATE;
    }
    return event.accept(join);
  }

  private void advance() {
    join.onWatermark(GIVEN_UP_PER_RECORD);
    emitter.onWatermark(clock.watermark());
    state.minutes().onWatermark();
  }

  private void onWallClock(long now) {
    clock.onWallClock(now);
    clock.release(TAKEN_PER_TICK, join::onReleased);
    advance();
    metrics.onWatermark(clock.streamTime());
  }

  private void onEmitTick(long wallTime) {
    outcomes.onWallClock(state.messages(), clock.streamTime());
    routes.forget();
    emitter.waits(clock.behindMs(), clock.slowestInput());
    emitter.onWallClock(clock.watermark(), clock.isIdle());
    state.minutes().onWallClock(clock.isIdle());
  }

  @Override
  public void close() {
    clock.close();
  }
}
