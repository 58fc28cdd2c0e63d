package dev.todoku.app;

import dev.todoku.app.Backtest.Written;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A topology whose last topics are handed over where they would be written. Of those that nobody
 * asked for nothing is made: neither JSON nor a record of the driver, which a run with nothing but
 * alerts would throw away.
 */
final class BacktestTopology extends UncommittedTopology {
  private final Set<String> between;
  private final Set<String> asked;
  private final Consumer<Written> to;

  /**
   * @param between topics that stages of it read
   * @param asked topics of which {@code to} gets what is written
   */
  BacktestTopology(Set<String> between, Set<String> asked, Consumer<Written> to) {
    this.between = Set.copyOf(between);
    this.asked = Set.copyOf(asked);
    this.to = to;
  }

  @Override
  public synchronized <K, V> Topology addSink(
      String name,
      String topic,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      String... parents) {
    boolean isRead = between.contains(topic);
    if (!asked.contains(topic)) {
      return isRead
          ? super.addSink(name, topic, keySerializer, valueSerializer, parents)
          : super.addProcessor(name, Untaken::new, parents);
    }
    // Parents forward to the sink by name.
    super.addProcessor(name, () -> new Taken<>(topic, keySerializer, valueSerializer, to), parents);
    return isRead
        ? super.addSink(name + "-read", topic, keySerializer, valueSerializer, name)
        : this;
  }

  /** There is one partition. */
  @Override
  public synchronized <K, V> Topology addSink(
      String name,
      String topic,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      StreamPartitioner<? super K, ? super V> partitioner,
      String... parents) {
    return addSink(name, topic, keySerializer, valueSerializer, parents);
  }

  private static final class Untaken implements Processor<Object, Object, Void, Void> {
    @Override
    public void process(Record<Object, Object> record) {
      // Nobody asked.
    }
  }

  /** Hands over what a sink would write, and passes it on to those who read it. */
  private static final class Taken<K, V> extends ContextualProcessor<K, V, K, V> {
    private final String topic;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;
    private final Consumer<Written> to;

    Taken(
        String topic,
        Serializer<K> keySerializer,
        Serializer<V> valueSerializer,
        Consumer<Written> to) {
      this.topic = topic;
      this.keySerializer = keySerializer;
      this.valueSerializer = valueSerializer;
      this.to = to;
    }

    @Override
    public void process(Record<K, V> record) {
      to.accept(
          Written.of(
              topic,
              keySerializer.serialize(topic, record.headers(), record.key()),
              record.timestamp(),
              valueSerializer.serialize(topic, record.headers(), record.value()),
              record.headers()));
      context().forward(record);
    }
  }
}
