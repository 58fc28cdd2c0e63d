package dev.todoku.cli.run;

import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/** Copies raw lines to the dead letters and a store; fails on the line "fail". */
final class CopyPipeline implements RunnablePipeline {
  @Override
  public Topology topology(TodokuConfig config) {
    var bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(Topics.RAW_POSTFIX.name(), Consumed.with(bytes, bytes))
        .peek((key, value) -> failOn(value))
        .toTable(Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as("copies"))
        .toStream()
        .to(Topics.DEAD_LETTERS.name(), Produced.with(bytes, bytes));
    return builder.build();
  }

  @Override
  public KafkaStreams streams(
      TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
    meters.gauge("test.partitions", partitions);
    Properties settings = new Properties();
    settings.putAll(config.kafkaSettings());
    settings.put("default.key.serde", Serdes.ByteArraySerde.class);
    settings.put("default.value.serde", Serdes.ByteArraySerde.class);
    settings.put("application.id", config.applicationId());
    settings.put("state.dir", config.stateDir().toString());
    return new KafkaStreams(topology(config), settings);
  }

  private static void failOn(byte[] value) {
    if (value.length == 4) {
      throw new IllegalStateException("asked to fail");
    }
  }
}
