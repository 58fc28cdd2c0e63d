package dev.todoku.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Topics;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {
  private static EmbeddedKafka kafka;

  @TempDir Path state;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void getsReadyWithItsTopicsAndEndsWellWhenClosed() throws Exception {
    Instance closed;
    try (Instance instance = Instance.start(config("ready"), new CopyPipeline())) {
      int port = instance.httpPort().orElseThrow();
      await().until(() -> get(port, "/readyz").statusCode() == 200);
      assertThat(get(port, "/metrics").body())
          .contains("test_partitions 2.0", "kafka_stream_", "jvm_memory_used_bytes");
      closed = instance;
    }
    assertThat(closed.awaitEnd()).isTrue();
    assertThat(closed.state()).isEqualTo(State.NOT_RUNNING);
  }

  @Test
  void endsWithFailureWhenAThreadFails() throws Exception {
    try (Instance instance = Instance.start(config("failing"), new CopyPipeline())) {
      write("fail");
      assertThat(instance.awaitEnd()).isFalse();
    }
  }

  @Test
  void saysThatThePortIsTaken() {
    try (Instance first = Instance.start(config("first"), new CopyPipeline())) {
      int port = first.httpPort().orElseThrow();
      TodokuConfig second = config("second", "http.port", String.valueOf(port));
      assertThatThrownBy(() -> Instance.start(second, new CopyPipeline()))
          .isInstanceOf(JavalinBindException.class);
    }
  }

  @Test
  void answersNoHttpWhenItIsOff() {
    try (Instance instance = Instance.start(config("off", "http.port", "-1"), new CopyPipeline())) {
      assertThat(instance.httpPort()).isEmpty();
    }
  }

  private TodokuConfig config(String name) {
    return config(name, "http.port", "0");
  }

  private TodokuConfig config(String name, String key, String value) {
    return TodokuConfig.load(
        null,
        Map.of(),
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "application.id",
            name,
            "state.dir",
            state.toString(),
            "topics.partitions",
            "2",
            key,
            value));
  }

  private static void write(String line) throws Exception {
    var bytes = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.RAW_POSTFIX.name(), line.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
