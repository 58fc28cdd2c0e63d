package dev.todoku.topology;

import dev.todoku.providers.ProvidersProcessor;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.senders.SendersProcessor;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SenderMinute;
import dev.todoku.wire.SuppressionExemption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** Providers and Senders, one task each, on stores in memory that outlive a restart. */
final class JudgingStages {
  static final Duration WINDOW = TestSettings.of(1).lateWindow();

  private final Path dir;
  private final Map<String, StateStore> stores = new HashMap<>();
  private final SortedMap<String, long[]> rows = new TreeMap<>();
  private final List<Signal> emitted = new ArrayList<>();
  private final List<Signal> withdrawn = new ArrayList<>();
  private final Map<Scope, SuppressionExemption> exemptions = new HashMap<>();
  private final PipelineMetrics metrics = TestSettings.metrics();
  private MockProcessorContext<Object, Object> providersContext;
  private MockProcessorContext<Object, Object> sendersContext;
  private ProvidersProcessor providers;
  private SendersProcessor senders;

  JudgingStages(Path dir) {
    this.dir = dir;
    restart();
  }

  /** Begins anew with what the stores hold. */
  void restart() {
    providers = new ProvidersProcessor(TestSettings.of(1), metrics);
    senders = new SendersProcessor(TestSettings.of(1), metrics);
    providersContext =
        open(
            providers,
            Names.PROVIDER_IMAGES_STORE,
            Names.MINUTES_STORE,
            Names.DETECTORS_STORE,
            Names.RECENT_STORE,
            Names.PROVIDER_PUBLISHED_STORE);
    sendersContext =
        open(
            senders,
            Names.SENDER_IMAGES_STORE,
            Names.SENDER_MINUTES_STORE,
            Names.SENDERS_STORE,
            Names.SENDER_STREAMS_STORE,
            Names.SENDER_PUBLISHED_STORE);
  }

  void add(ProviderDelta delta) {
    providers.process(new Record<>(delta.provider(), delta, delta.time()));
  }

  /** All up to {@code time} has come, save what is late. */
  void reach(long time) {
    providers.process(new Record<>("0", new StageWatermark(0, time, false, 0, null), time));
    passOn();
  }

  /** A tick of wall time has passed. */
  void tick() {
    providersContext.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    passOn();
    sendersContext.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    take(sendersContext);
  }

  /** Sums of the rows by minute, provider, source IP and From domain, as text. */
  SortedMap<String, String> rows() {
    SortedMap<String, String> sums = new TreeMap<>();
    rows.forEach((key, sum) -> sums.put(key, Arrays.toString(sum)));
    return sums;
  }

  /** What was emitted and not withdrawn, in a fixed order. */
  List<String> standing() {
    List<Signal> left = new ArrayList<>(emitted);
    for (Signal signal : withdrawn) {
      for (int i = left.size() - 1; i >= 0; i--) {
        Signal other = left.get(i);
        if (other.scope().equals(signal.scope())
            && other.cause() == signal.cause()
            && other.time() == signal.time()
            && other.onset() == signal.onset()
            && other.evidence().equals(signal.evidence())) {
          left.remove(i);
          break;
        }
      }
    }
    return left.stream().map(Signal::toString).sorted().toList();
  }

  List<Signal> withdrawn() {
    return withdrawn;
  }

  List<Signal> emitted() {
    return emitted;
  }

  /** The latest exemption of each scope, where it covers any time. */
  Map<Scope, SuppressionExemption> amnesties() {
    Map<Scope, SuppressionExemption> covering = new HashMap<>(exemptions);
    covering.values().removeIf(exemption -> exemption.until() <= exemption.from());
    return covering;
  }

  private void passOn() {
    finish(providersContext);
    for (Object value : take(providersContext)) {
      if (value instanceof SenderMinute minute) {
        senders.process(new Record<>(minute.sender(), minute, minute.minute()));
      } else if (value instanceof StageWatermark progress) {
        senders.process(new Record<>("0", progress, progress.time()));
      }
    }
    finish(sendersContext);
    take(sendersContext);
  }

  private List<Object> take(MockProcessorContext<Object, Object> context) {
    List<Object> values = new ArrayList<>();
    context.forwarded().forEach(captured -> values.add(captured.record().value()));
    context.resetForwards();
    for (Object value : values) {
      if (value instanceof Signal signal) {
        (signal.state() == Signal.State.WITHDRAWN ? withdrawn : emitted).add(signal);
      } else if (value instanceof SuppressionExemption exemption) {
        exemptions.put(exemption.scope(), exemption);
      } else if (value instanceof ProviderHealth row) {
        add(row);
      }
    }
    return values;
  }

  private void add(ProviderHealth row) {
    long[] sum =
        rows.computeIfAbsent(
            row.minute() + " " + row.provider() + " " + row.sourceIp() + " " + row.fromDomain(),
            key -> new long[8]);
    long[] more = {
      row.accepted(),
      row.deferred(),
      row.bounced(),
      row.expired(),
      row.withdrawn(),
      row.complaints(),
      row.attempts(),
      row.policyRefusals()
    };
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private MockProcessorContext<Object, Object> open(
      Processor<String, Object, Object, Object> processor, String images, String... names) {
    MockProcessorContext<Object, Object> context = TestStores.context(dir);
    context.addStateStore(
        stores.computeIfAbsent(
            images,
            name ->
                init(
                    context,
                    Stores.windowStoreBuilder(
                            Stores.inMemoryWindowStore(
                                name, WINDOW.plusHours(2), Duration.ofHours(1), false),
                            Serdes.String(),
                            Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build())));
    for (String store : names) {
      context.addStateStore(
          stores.computeIfAbsent(
              store,
              name ->
                  init(
                      context,
                      Stores.keyValueStoreBuilder(
                              Stores.inMemoryKeyValueStore(name),
                              Serdes.String(),
                              Serdes.ByteArray())
                          .withLoggingDisabled()
                          .build())));
    }
    context.setCurrentSystemTimeMs(0);
    processor.init(context);
    return context;
  }

  /** What a slow machine left for a little later is done now. */
  private static void finish(MockProcessorContext<Object, Object> context) {
    List<CapturedPunctuator> left;
    do {
      left =
          context.scheduledPunctuators().stream()
              .filter(due -> due.getStartTime() != null && !due.cancelled())
              .toList();
      left.forEach(due -> due.getPunctuator().punctuate(0));
    } while (!left.isEmpty());
  }

  private static StateStore init(MockProcessorContext<Object, Object> context, StateStore store) {
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
