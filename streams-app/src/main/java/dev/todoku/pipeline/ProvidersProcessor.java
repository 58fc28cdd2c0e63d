package dev.todoku.pipeline;

import dev.todoku.incident.Sighting;
import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import dev.todoku.recipient.Amnesty;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.sender.SenderMinute;
import dev.todoku.tally.HopKey;
import dev.todoku.tally.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds up what happens at each provider by the minute. Takes {@link Tally}s and the {@link
 * Progress} of the stage that wrote them: a minute that is complete is published and watched for a
 * block.
 */
final class ProvidersProcessor implements Processor<String, Object, Object, Object> {
  /** Some 100 bytes each; Kafka takes a record of a MiB. */
  private static final int ROWS_A_RECORD = 4_000;

  private static final JudgedMinutes.Form<MinuteRow> FORM =
      new JudgedMinutes.Form<>(MinuteRow::encode, MinuteRow::decode, MinuteRow::plus);

  private final PipelineMetrics metrics;
  private final Frontier frontier;
  private final Set<String> shown = new HashSet<>();

  private final PipelineSettings settings;

  private JudgedMinutes<MinuteRow> minutes;
  private Published published;
  private Invariants invariants;
  private ProviderWatch watch;
  private Sightings sightings;
  private Outlet<String, ProviderHealth> health;
  private Outlet<String, Object> senders;
  private ProgressTeller progress;

  ProvidersProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.frontier = new Frontier(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new JudgedMinutes<>(
            context.getStateStore(Names.MINUTES_STORE), FORM, settings.lateWindow());
    health = new Outlet<>(context, Names.sink(Names.PROVIDERS, Topics.PROVIDER_HEALTH.name()));
    Outlet<String, Signal> signals =
        new Outlet<>(context, Names.sink(Names.PROVIDERS, Topics.SIGNALS.name()));
    Outlet<String, Amnesty> amnesties =
        new Outlet<>(context, Names.sink(Names.PROVIDERS, InternalTopics.AMNESTIES.name()));
    BeforeImages images = new BeforeImages(context.getStateStore(Names.PROVIDER_IMAGES_STORE));
    invariants = new Invariants(Names.PROVIDERS, metrics);
    published =
        new Published(
            images.over("published", context.getStateStore(Names.PROVIDER_PUBLISHED_STORE)),
            invariants,
            signal -> signals.send(signal.scope().subject(), signal, signal.time()),
            amnesty -> amnesties.send(amnesty.scope().provider(), amnesty, amnesty.time()));
    watch =
        new ProviderWatch(
            images,
            new DetectorStreams(
                images.over("detectors", context.getStateStore(Names.DETECTORS_STORE))),
            new RecentStore(images.over("recent", context.getStateStore(Names.RECENT_STORE))),
            published);
    Outlet<String, Sighting> seen =
        new Outlet<>(context, Names.sink(Names.PROVIDERS, InternalTopics.SIGHTINGS.name()));
    sightings =
        new Sightings(
            sighting -> seen.send(sighting.sender().subject(), sighting, sighting.time()));
    senders =
        new Outlet<>(context, Names.sink(Names.PROVIDERS, InternalTopics.SENDER_MINUTES.name()));
    progress = new ProgressTeller(context, senders);
    context.schedule(ProgressTeller.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick());
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Progress upstream) {
      frontier.hear(upstream);
      if (OpenMinutes.minuteOf(frontier.reached()) > minutes.judged()) {
        closeMinutes();
      }
      progress.reach(frontier.reached());
    } else if (record.value() instanceof Tally tally) {
      accept(tally);
    }
  }

  private void accept(Tally tally) {
    long minute = OpenMinutes.minuteOf(tally.time());
    if (minutes.isJudged(minute)) {
      metrics.late(Names.PROVIDERS, !minutes.isTooLate(minute));
    }
    minutes.change(
        minute,
        MinuteRow.keyOf(tally),
        row -> (row == null ? MinuteRow.startingWith(tally) : row).plus(tally));
  }

  private void tick() {
    closeMinutes();
    progress.tick(frontier.reached(), frontier.isIdle());
  }

  private void closeMinutes() {
    judgeLate();
    long hour = BeforeImages.hourOf(minutes.judged());
    minutes.takeOver(frontier.reached(), this::judge);
    watch.endOverdue(minutes.judged());
    if (BeforeImages.hourOf(minutes.judged()) > hour) {
      published.forget(minutes.keptSince());
    }
  }

  /** Publishes what came late, and judges the providers that it is about anew. */
  private void judgeLate() {
    SortedMap<Long, SortedMap<String, MinuteRow>> late = minutes.takeLate();
    late.values().forEach(rows -> publish(List.copyOf(rows.values())));
    for (JudgedMinutes.Anew<MinuteRow> anew : minutes.anew(late, MinuteRow::providerIn)) {
      anew.minutes().values().forEach(rows -> rows.removeIf(row -> !isSound(row)));
      anew.minutes().values().removeIf(List::isEmpty);
      watch.judgeAnew(anew.subject(), anew.since(), anew.minutes(), minutes.judged());
    }
  }

  private boolean isSound(MinuteRow row) {
    return invariants.isSound(
        List.of(row.minute(), row.provider(), row.sourceIp(), row.fromDomain()), row.figures());
  }

  private void publish(List<MinuteRow> rows) {
    sightings.see(rows);
    for (MinuteRow row : rows) {
      ProviderHealth published = row.toHealth();
      health.send(
          published.fromDomain(),
          published,
          published.minute(),
          CloudEvents.health(published.minute()));
    }
    List<MinuteRow> atProviders =
        rows.stream().filter(row -> !HopKey.isHop(row.provider())).toList();
    OpenMinutes.byMinute(atProviders, MinuteRow::minute, MinuteRow::fromDomain)
        .forEach((minute, domains) -> domains.forEach((domain, of) -> tell(domain, minute, of)));
  }

  /**
   * One record for many rows of a sender: there is one for each of its IPs at each provider. As
   * many as fit, for a newsletter goes to tens of thousands of domains.
   */
  private void tell(String sender, long minute, List<MinuteRow> rows) {
    if (!sender.equals(Tally.UNKNOWN)) {
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
    publish(over);
    over.removeIf(row -> !isSound(row));
    OpenMinutes.byMinute(over, MinuteRow::minute, MinuteRow::provider)
        .forEach(
            (minute, providers) ->
                providers.forEach((provider, rows) -> judge(provider, minute, rows)));
  }

  private void judge(String provider, long minute, List<MinuteRow> rows) {
    double evidence = watch.judge(provider, minute, rows);
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
