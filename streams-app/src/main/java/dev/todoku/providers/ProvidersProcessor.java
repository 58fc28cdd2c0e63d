package dev.todoku.providers;

import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.Invariants;
import dev.todoku.streams.JudgedMinutes;
import dev.todoku.streams.Names;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.PublishedSignals;
import dev.todoku.streams.SoonAgain;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.Watermark;
import dev.todoku.wire.HopKey;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SenderActivity;
import dev.todoku.wire.SenderMinute;
import dev.todoku.wire.SuppressionExemption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds up what happens at each provider by the minute. Takes {@link ProviderDelta}s and the {@link
 * StageWatermark} of the stage that wrote them: a minute that is complete is published and watched
 * for a block.
 */
public final class ProvidersProcessor implements Processor<String, Object, Object, Object> {
  /** Some 100 bytes each; Kafka takes a record of a MiB. */
  private static final int ROWS_A_RECORD = 4_000;

  private static final JudgedMinutes.Form<MinuteRow> FORM =
      new JudgedMinutes.Form<>(MinuteRow::encode, MinuteRow::decode, MinuteRow::plus);

  private final PipelineMetrics metrics;
  private final Watermark watermark;
  private final Set<String> shown = new HashSet<>();

  private final PipelineSettings settings;

  private SoonAgain rest;
  private JudgedMinutes<MinuteRow> minutes;
  private PublishedSignals published;
  private Invariants invariants;
  private ProviderMonitor monitor;
  private SenderActivityEmitter activities;
  private TypedSink<String, ProviderHealth> health;
  private TypedSink<String, Object> senders;
  private WatermarkEmitter emitter;

  public ProvidersProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.watermark = new Watermark(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new JudgedMinutes<>(
            context.getStateStore(Names.MINUTES_STORE),
            FORM,
            settings.lateWindow(),
            MinuteRow::providerIn);
    health = new TypedSink<>(context, Names.sink(Names.PROVIDERS, Topics.PROVIDER_HEALTH.name()));
    TypedSink<String, Signal> signals =
        new TypedSink<>(context, Names.sink(Names.PROVIDERS, Topics.SIGNALS.name()));
    TypedSink<String, SuppressionExemption> exemptions =
        new TypedSink<>(
            context, Names.sink(Names.PROVIDERS, InternalTopics.SUPPRESSION_EXEMPTIONS.name()));
    BeforeImages images = new BeforeImages(context.getStateStore(Names.PROVIDER_IMAGES_STORE));
    invariants = new Invariants(Names.PROVIDERS, metrics);
    published =
        new PublishedSignals(
            images.over("published", context.getStateStore(Names.PROVIDER_PUBLISHED_STORE)),
            invariants,
            signal -> signals.send(signal.subject(), signal, signal.time()),
            exemption -> exemptions.send(exemption.provider(), exemption, exemption.time()));
    monitor =
        new ProviderMonitor(
            images,
            new DetectorStreamStore(
                images.over("detectors", context.getStateStore(Names.DETECTORS_STORE))),
            new RecentTrialStore(images.over("recent", context.getStateStore(Names.RECENT_STORE))),
            published,
            settings.sensitivity(),
            settings.providers());
    TypedSink<String, SenderActivity> seen =
        new TypedSink<>(
            context, Names.sink(Names.PROVIDERS, InternalTopics.SENDER_ACTIVITY.name()));
    activities =
        new SenderActivityEmitter(
            activity -> seen.send(activity.sender().subject(), activity, activity.time()));
    senders =
        new TypedSink<>(context, Names.sink(Names.PROVIDERS, InternalTopics.SENDER_MINUTES.name()));
    emitter = new WatermarkEmitter(context, senders);
    context.schedule(WatermarkEmitter.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> onWallClock());
    rest = new SoonAgain(context, this::closeMinutes);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof StageWatermark upstream) {
      watermark.advance(upstream);
      if (OpenMinutes.minuteOf(watermark.current()) > minutes.judged()) {
        closeMinutes();
      }
      emitter.onWatermark(passed());
    } else if (record.value() instanceof ProviderDelta delta) {
      accept(delta);
    }
  }

  private void accept(ProviderDelta delta) {
    long minute = OpenMinutes.minuteOf(delta.time());
    if (minutes.isJudged(minute)) {
      metrics.late(Names.PROVIDERS, !minutes.isTooLate(minute));
    }
    minutes.change(
        minute,
        MinuteRow.keyOf(delta),
        row -> (row == null ? MinuteRow.startingWith(delta) : row).plus(delta));
  }

  private void onWallClock() {
    closeMinutes();
    emitter.onWallClock(passed(), watermark.isIdle() && passed() == watermark.current());
  }

  /** Up to when all is read and judged. */
  private long passed() {
    boolean isLeft = minutes.judged() < OpenMinutes.minuteOf(watermark.current());
    return isLeft ? minutes.judged() : watermark.current();
  }

  private void closeMinutes() {
    judgeLate();
    long hour = BeforeImages.hourOf(minutes.judged());
    minutes.takeOver(watermark.current(), this::publish, this::judge);
    monitor.endOverdue(minutes.judged());
    if (BeforeImages.hourOf(minutes.judged()) > hour) {
      published.forget(minutes.keptSince());
    }
    if (minutes.isLeft()) {
      rest.ask();
    }
  }

  /** Publishes what came late, and judges the providers that it is about anew. */
  private void judgeLate() {
    SortedMap<Long, SortedMap<String, MinuteRow>> late = minutes.takeLate();
    late.values().forEach(rows -> publish(List.copyOf(rows.values())));
    minutes.judgeAnew(
        late,
        anew -> {
          anew.minutes().values().forEach(rows -> rows.removeIf(row -> !isSound(row)));
          anew.minutes().values().removeIf(List::isEmpty);
          monitor.judgeAnew(anew.subject(), anew.since(), anew.minutes(), minutes.judged());
        });
  }

  private boolean isSound(MinuteRow row) {
    return invariants.isSound(
        List.of(row.minute(), row.provider(), row.sourceIp(), row.fromDomain()), row.figures());
  }

  private void publish(List<MinuteRow> rows) {
    activities.see(rows);
    for (MinuteRow row : rows) {
      ProviderHealth published = row.toHealth();
      health.send(published.fromDomain(), published, published.minute());
    }
    List<MinuteRow> atProviders =
        rows.stream().filter(row -> !HopKey.isHop(row.provider())).toList();
    OpenMinutes.byMinute(atProviders, MinuteRow::minute, MinuteRow::fromDomain)
        .forEach((minute, domains) -> domains.forEach((domain, of) -> publish(domain, minute, of)));
  }

  /**
   * One record for many rows of a sender: there is one for each of its IPs at each provider. As
   * many as fit, for a newsletter goes to tens of thousands of domains.
   */
  private void publish(String sender, long minute, List<MinuteRow> rows) {
    if (!sender.equals(ProviderDelta.UNKNOWN)) {
      for (int first = 0; first < rows.size(); first += ROWS_A_RECORD) {
        List<MinuteRow> some = rows.subList(first, Math.min(rows.size(), first + ROWS_A_RECORD));
        senders.send(
            sender,
            SenderMinute.sum(some.stream().map(MinuteRow::toSenderMinute).toList()),
            minute);
      }
    }
  }

  private void judge(List<MinuteRow> over) {
    over.removeIf(row -> !isSound(row));
    OpenMinutes.byMinute(over, MinuteRow::minute, MinuteRow::provider)
        .forEach(
            (minute, providers) ->
                providers.forEach((provider, rows) -> judge(provider, minute, rows)));
  }

  private void judge(String provider, long minute, List<MinuteRow> rows) {
    double evidence = monitor.judge(provider, minute, rows);
    if (metrics.evidence(provider, evidence)) {
      shown.add(provider);
    }
  }

  /** Its providers may be another instance's from now on. */
  @Override
  public void close() {
    shown.forEach(provider -> metrics.evidence(provider, 0));
    shown.clear();
  }
}
