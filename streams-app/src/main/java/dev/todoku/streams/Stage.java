package dev.todoku.streams;

import dev.todoku.privacy.HiddenAddresses;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.WatermarkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Declares one stage of the topology: what it reads, does, remembers and writes. Each call adds its
 * nodes; what reads comes before what the stage does.
 */
public final class Stage {
  private final Topology topology;
  private final String name;
  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final List<String> entries = new ArrayList<>();

  public Stage(Topology topology, String name, PipelineSettings settings, PipelineMetrics metrics) {
    this.topology = topology;
    this.name = name;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** The raw records of an intake, and how far their writers say they have come. */
  public Stage reads(Intake intake) {
    return readsRaw(intake.topic()).readsInternal(intake.marks(), WatermarkRecord::time);
  }

  private Stage readsRaw(Topic<byte[], byte[]> topic) {
    String source = Names.source(topic.name());
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        new RawTime(settings.future()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic.name());
    entries.add(source);
    return this;
  }

  /**
   * Public JSON, through {@link InputValidator}.
   *
   * @param keyOf the key that a value must have; gives null where the key does not matter
   */
  public <T> Stage reads(
      Topic<String, T> topic, Function<T, @Nullable String> keyOf, ToLongFunction<T> timeOf) {
    String source = Names.source(topic.name());
    String admission = Names.validator(topic.name());
    InputValidator.Inlet<T> inlet = new InputValidator.Inlet<>(topic.name(), name, keyOf, timeOf);
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        new EventTime<>(timeOf, settings.future()),
        new ByteArrayDeserializer(),
        new IncomingDeserializer<>(topic.valueSerde().deserializer()),
        topic.name());
    topology.addProcessor(admission, () -> new InputValidator<>(inlet, settings, metrics), source);
    topology.addSink(
        Names.sink(name, topic.name()),
        topic.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        admission);
    entries.add(admission);
    return this;
  }

  /** Binary, from another stage. */
  public <T> Stage readsInternal(Topic<String, T> topic, ToLongFunction<T> timeOf) {
    String source = Names.source(topic.name());
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        new PayloadTime<>(timeOf),
        topic.keySerde().deserializer(),
        topic.valueSerde().deserializer(),
        topic.name());
    entries.add(source);
    return this;
  }

  /** Binary values and, among them, how far the tasks of the stage have come that wrote them. */
  public <T> Stage readsInternal(
      Topic<String, Object> topic, Class<T> type, ToLongFunction<T> timeOf) {
    return readsInternal(
        topic,
        value ->
            value instanceof StageWatermark progress
                ? progress.time()
                : timeOf.applyAsLong(type.cast(value)));
  }

  public <K, V> Stage does(ProcessorSupplier<K, V, Object, Object> processor) {
    topology.addProcessor(
        name,
        PacedStage.of(
            PromptCommits.of(CountedStores.of(processor, metrics), settings.consumed()),
            settings.pace()),
        entries.toArray(String[]::new));
    List<String> writers = new ArrayList<>(entries);
    writers.removeIf(entry -> !entry.startsWith(Names.validator("")));
    writers.add(name);
    topology.addSink(
        Names.sink(name, Topics.DEAD_LETTERS.name()),
        Topics.DEAD_LETTERS.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        writers.toArray(String[]::new));
    return this;
  }

  public Stage remembers(StoreBuilder<?> store) {
    topology.addStateStore(store, name);
    return this;
  }

  /** How far its inputs have come, which is not to be guessed after a restart. */
  public Stage remembersWatermark() {
    return remembers(KeyedBytes.named(Names.watermark(name)));
  }

  /** Values to their partitions, and how far its tasks have come to every one. */
  public Stage writesWithProgress(Topic<String, Object> topic) {
    topology.addSink(
        Names.sink(name, topic.name()),
        topic.name(),
        topic.keySerde().serializer(),
        topic.valueSerde().serializer(),
        (to, key, value, partitions) ->
            value instanceof StageWatermark ? Optional.of(all(partitions)) : Optional.empty(),
        name);
    return this;
  }

  /** Every value to all partitions. */
  public Stage writesToAll(Topic<?, ?> topic) {
    topology.addSink(
        Names.sink(name, topic.name()),
        topic.name(),
        topic.keySerde().serializer(),
        topic.valueSerde().serializer(),
        (to, key, value, partitions) -> Optional.of(all(partitions)),
        name);
    return this;
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }

  /** Values to their partitions; as pseudonyms where the topic is meant for others. */
  public Stage writes(Topic<?, ?> topic) {
    return writesTo(
        settings
            .pseudonyms()
            .<Topic<?, ?>>map(pseudonyms -> HiddenAddresses.of(topic, pseudonyms))
            .orElse(topic));
  }

  private Stage writesTo(Topic<?, ?> topic) {
    topology.addSink(
        Names.sink(name, topic.name()),
        topic.name(),
        topic.keySerde().serializer(),
        topic.valueSerde().serializer(),
        name);
    return this;
  }
}
