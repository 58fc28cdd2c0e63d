package dev.todoku.bench.detection;

import dev.todoku.app.Installation;
import dev.todoku.app.MemoryStore;
import dev.todoku.config.TodokuConfig;
import dev.todoku.incidents.IncidentsProcessor;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.providers.ProvidersProcessor;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.senders.SendersProcessor;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.watermark.Consumed;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SenderMinute;
import dev.todoku.wire.SuppressionExemption;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The processors of the stages Providers, Senders and Incidents, one task each, connected without a
 * broker and with stores in memory: what is measured is the code that runs in the pipeline.
 */
public final class DetectionStages {
  private static final String ALERTS_SINK = Names.sink(Names.INCIDENTS, Topics.ALERTS.name());

  private static final Duration LATE_WINDOW = Duration.ofHours(2);

  private final TickingContext providersContext = context();
  private final TickingContext sendersContext = context();
  private final TickingContext incidentsContext = context();
  private final ProvidersProcessor providers;
  private final SendersProcessor senders;
  private final IncidentsProcessor incidents;
  private final List<SuppressionExemption> exemptions = new ArrayList<>();

  /** Stages without history, with the settings that Todoku has by itself. */
  public DetectionStages() {
    PipelineSettings settings =
        Installation.of(TodokuConfig.load(null, Map.of(), Map.of()), 1, Consumed.NOTHING)
            .but()
            .future(FutureLimit.of(Duration.ofDays(36_500)))
            .senders(new SenderThresholds(.05, .10, 100, .001, .003, 1_000, ZoneOffset.UTC))
            .page("")
            .build();
    PipelineMetrics metrics =
        new PipelineMetrics(new SimpleMeterRegistry(), new BoundedLabels(Set.of(), 10));
    providers = new ProvidersProcessor(settings, metrics);
    senders = new SendersProcessor(settings, metrics);
    incidents = new IncidentsProcessor(settings, metrics);
    init(
        providers,
        providersContext,
        Names.PROVIDER_IMAGES_STORE,
        Names.PROVIDER_PUBLISHED_STORE,
        Names.MINUTES_STORE,
        Names.DETECTORS_STORE,
        Names.RECENT_STORE);
    init(
        senders,
        sendersContext,
        Names.SENDER_IMAGES_STORE,
        Names.SENDER_PUBLISHED_STORE,
        Names.SENDER_MINUTES_STORE,
        Names.SENDERS_STORE,
        Names.SENDER_STREAMS_STORE);
    init(incidents, incidentsContext, null, Names.INCIDENTS_STORE, Names.DNS_FACTS_STORE);
  }

  /** Takes in what happened until {@code time}; returns the alerts of it. */
  public List<Alert> process(List<ProviderDelta> deltas, long time) {
    incidentsContext.setCurrentSystemTimeMs(time);
    for (ProviderDelta delta : deltas) {
      providers.process(new Record<>(delta.provider(), delta, delta.time()));
    }
    providers.process(new Record<>("0", new StageWatermark(0, time, false, 0, null), time));
    List<Signal> signals = new ArrayList<>();
    for (Object value : forwarded(providersContext)) {
      if (value instanceof Signal signal) {
        signals.add(signal);
      } else if (value instanceof SuppressionExemption exemption) {
        exemptions.add(exemption);
      } else if (value instanceof SenderMinute minute) {
        senders.process(new Record<>(minute.sender(), minute, minute.minute()));
      } else if (value instanceof StageWatermark progress) {
        senders.process(new Record<>("0", progress, progress.time()));
      }
    }
    forwarded(sendersContext).stream()
        .filter(Signal.class::isInstance)
        .map(Signal.class::cast)
        .forEach(signals::add);
    signals.forEach(
        signal -> incidents.process(new Record<>(signal.scope().subject(), signal, signal.time())));
    letQuietPass();
    List<Alert> alerts =
        incidentsContext.forwarded().stream()
            .filter(captured -> captured.childName().equals(Optional.of(ALERTS_SINK)))
            .map(captured -> (Alert) captured.record().value())
            .toList();
    incidentsContext.resetForwards();
    return alerts;
  }

  /** Incidents waits for quiet before it publishes what follows a withdrawn signal. */
  private void letQuietPass() {
    incidentsContext.tick();
    incidentsContext.tick();
  }

  /** When "user unknown" was not believed, as reported so far. */
  public List<SuppressionExemption> exemptions() {
    return exemptions;
  }

  private static List<Object> forwarded(MockProcessorContext<Object, Object> context) {
    List<Object> values =
        context.forwarded().stream().map(captured -> (Object) captured.record().value()).toList();
    context.resetForwards();
    return values;
  }

  private static <K, V> void init(
      Processor<K, V, Object, Object> processor,
      MockProcessorContext<Object, Object> context,
      @Nullable String images,
      String... stores) {
    if (images != null) {
      addWindows(context, images);
    }
    for (String name : stores) {
      context.addStateStore(new MemoryStore<String>(name));
    }
    processor.init(context);
  }

  private static void addWindows(MockProcessorContext<Object, Object> context, String name) {
    WindowStore<String, byte[]> store =
        Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(
                    name, LATE_WINDOW.plusHours(2), Duration.ofHours(1), false),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  private static TickingContext context() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TickingContext(properties);
  }
}
