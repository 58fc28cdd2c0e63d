package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.app.Application;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import dev.todoku.testing.Mail;
import dev.todoku.testing.SelfSigned;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every client of Todoku, against a broker that takes SASL over TLS and nothing else. */
@Timeout(180)
class SecuredKafkaTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"todoku\" password=\"%s\"%s;";

  @TempDir private Path dir;

  @Test
  void thePipelineRunsOverSaslAndTls() throws Exception {
    SelfSigned server = SelfSigned.in(dir);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(null, broker(server))) {
      assertThatThrownBy(() -> topics(config(kafka, server, "wrong")))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SaslAuthenticationException.class);

      TodokuConfig config = config(kafka, server, "right");
      try (Admin admin = Admin.create(admin(config))) {
        RequiredTopics.of(config).ensure(admin);
      }
      try (KafkaStreams streams = Application.streams(config, 1, new SimpleMeterRegistry())) {
        streams.start();
        write(config);
        assertThat(outcomes(config)).extracting(Outcome::status).contains(Status.DELIVERED);
      }
    }
  }

  private static Map<String, String> broker(SelfSigned server) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.broker.plain.sasl.jaas.config",
        LOGIN.formatted("right", " user_todoku=\"right\""));
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", server.keystore().toString());
    settings.put("ssl.keystore.password", SelfSigned.PASSWORD);
    settings.put("ssl.key.password", SelfSigned.PASSWORD);
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", server.certificate().toString());
    return settings;
  }

  private TodokuConfig config(EmbeddedKafka kafka, SelfSigned server, String password)
      throws Exception {
    Path secrets = dir.resolve(password + ".properties");
    Files.writeString(secrets, "jaas=" + LOGIN.formatted(password, ""));
    return TodokuConfig.load(
        null,
        Map.of(),
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "state.dir",
            dir.resolve("state").toString(),
            "topics.partitions",
            "1",
            "kafka.security.protocol",
            "SASL_SSL",
            "kafka.sasl.mechanism",
            "PLAIN",
            "kafka.sasl.jaas.config",
            "${file:" + secrets + ":jaas}",
            "kafka.ssl.truststore.type",
            "PEM",
            "kafka.ssl.truststore.location",
            server.certificate().toString()));
  }

  private static Map<String, Object> admin(TodokuConfig config) {
    return config.clientSettings("admin");
  }

  private static void topics(TodokuConfig config) throws Exception {
    try (Admin admin = Admin.create(admin(config))) {
      admin.listTopics().names().get();
    }
  }

  private static void write(TodokuConfig config) {
    Mail mail = Mail.to("a@docomo.ne.jp", "m1@shop.example");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config.clientSettings("producer"), bytes, bytes)) {
      long time = Mail.at("09:00");
      byte[] key = mail.messageId().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      producer.send(
          new ProducerRecord<>(
              Topics.SENDS.name(),
              null,
              time,
              key,
              Topics.SENDS.valueSerde().serializer().serialize(null, mail.send(time))));
      producer.send(
          new ProducerRecord<>(
              Topics.DELIVERIES.name(),
              null,
              time,
              key,
              Topics.DELIVERIES
                  .valueSerde()
                  .serializer()
                  .serialize(null, mail.delivery(time + 1_000))));
    }
  }

  private static List<Outcome> outcomes(TodokuConfig config) {
    List<Outcome> outcomes = new ArrayList<>();
    TopicPartition partition = new TopicPartition(Topics.OUTCOMES.name(), 0);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config.clientSettings("consumer"), bytes, bytes)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Awaitility.await()
          .atMost(EmbeddedPipeline.PATIENCE)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record ->
                            outcomes.add(
                                Topics.OUTCOMES
                                    .valueSerde()
                                    .deserializer()
                                    .deserialize(record.topic(), record.value())));
                return outcomes.stream().anyMatch(o -> o.status() == Status.DELIVERED);
              });
    }
    return outcomes;
  }
}
