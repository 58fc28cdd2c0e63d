package dev.todoku.testing;

import dev.todoku.app.Application;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.WriterMarks;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The product as it is run, by the clock of this machine, on a broker with Kafka's own limits. */
public final class LiveInstance implements AutoCloseable {
  public static final RunnablePipeline PIPELINE =
      new RunnablePipeline() {
        @Override
        public Topology topology(TodokuConfig config) {
          return Application.topology(config);
        }

        @Override
        public KafkaStreams streams(
            TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
          return Application.streams(config, partitions, clock, meters);
        }
      };

  private final HttpClient http = HttpClient.newHttpClient();
  private final String bootstrapServers;
  private final Instance instance;
  private final KafkaProducer<byte[], byte[]> producer;
  private KafkaConsumer<byte[], byte[]> reader;

  private LiveInstance(String bootstrapServers, Instance instance) {
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
    var bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(clients(), bytes, bytes);
  }

  public static LiveInstance start(EmbeddedKafka kafka, Path dir, Map<String, String> overrides) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("state.dir", dir.toString());
    settings.put("topics.partitions", "1");
    settings.put("num.stream.threads", "1");
    settings.put("http.port", "0");
    settings.put("kafka.commit.interval.ms", "100");
    settings.putAll(overrides);
    TodokuConfig config = TodokuConfig.load(null, Map.of(), settings);
    return new LiveInstance(kafka.bootstrapServers(), Instance.start(config, PIPELINE));
  }

  public Instance instance() {
    return instance;
  }

  private Map<String, Object> clients() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
  }

  public Admin admin() {
    return Admin.create(clients());
  }

  public <T> void send(Topic<String, T> topic, String key, T value, long timestamp)
      throws ExecutionException, InterruptedException {
    byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
    send(
        new ProducerRecord<>(
            topic.name(), null, timestamp, key.getBytes(StandardCharsets.UTF_8), bytes));
  }

  public void send(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    producer.send(record).get();
  }

  /** Writes without waiting for Kafka. */
  public void write(ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
  }

  /** Says that all events before {@code time} are written. */
  public void passTo(long time) {
    producer.flush();
    new WriterMarks(producer, "test", 1).advance(time);
    producer.flush();
  }

  /** All that is committed on a topic now. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    return TopicRecords.committed(reader(), topic);
  }

  /** One for all reads: who waits for a record reads often, and a consumer is slow to make. */
  private KafkaConsumer<byte[], byte[]> reader() {
    if (reader == null) {
      var bytes = new ByteArrayDeserializer();
      reader = new KafkaConsumer<>(TopicRecords.settings(bootstrapServers), bytes, bytes);
    }
    return reader;
  }

  public <T> List<T> read(Topic<String, T> topic) {
    return readRaw(topic.name()).stream()
        .map(r -> topic.valueSerde().deserializer().deserialize(topic.name(), r.value()))
        .toList();
  }

  /** Keeps events of whatever date: Kafka deletes what is older than the retention of its topic. */
  public void keepAll() throws Exception {
    setTopics(Topics.all().stream().map(Topic::name).toList(), "retention.ms", "-1");
  }

  public void setTopic(String topic, String key, String value) throws Exception {
    setTopics(List.of(topic), key, value);
  }

  private void setTopics(List<String> topics, String key, String value) throws Exception {
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : topics) {
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(set));
    }
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + instance.httpPort().orElseThrow() + path);
  }

  @Override
  public synchronized void close() {
    producer.close(Duration.ZERO);
    if (reader != null) {
      reader.close();
    }
    instance.close();
  }
}
