package dev.todoku.app;

import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.ConsumedPositions;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/** The settings of Kafka Streams that are not its defaults, each with its reason. */
final class StreamsSettings {
  private static final int MIB = 1024 * 1024;

  private StreamsSettings() {}

  static Properties of(
      TodokuConfig config,
      RocksMemory memory,
      RefusedOutputs refused,
      ConsumedPositions positions) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.processingGuarantee());
    // For a backlog; what is read live is committed sooner, see PromptCommits.
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    // An unnamed store or topic would be lost with the next change of the topology.
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // Send, delivery and bounce stand on three topics. 0 waits for the slower one while the broker
    // is known to have more of it, so that a backlog is read in order of time; it does not wait for
    // what may never come. -1 would run ahead on one topic, and what is sent would be too old when
    // its turn comes. Waiting longer took a fifth of the CPU time, and puts nothing in order that
    // the early events do not.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0);
    // For what changes with every mail, such as a provider's open minutes: written once a commit.
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L * MIB);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
    settings.put(RocksMemory.CONFIG, memory);
    // Bad input is a dead letter, never a stopped stream.
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecords.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class);
    settings.put(RefusedOutputs.CONFIG, refused);
    settings.put(producer(RefusedOutputs.CONFIG), refused);
    settings.put(
        producer(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG),
        List.of(RefusedToDeadLetters.class.getName()));
    settings.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    // A dead letter is its input of up to 1 MiB and headers.
    settings.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 * MIB);
    // JSON and repeated names compress to a quarter, at little cost.
    settings.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
    settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), ConsumedPositions.MOST_RECORDS);
    // When a process is gone the others take over after ten seconds instead of 45, and so does its
    // successor, which waits for the dead one to be given up.
    settings.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    settings.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
    // What is silent is decided by where the reading stands, also behind markers of transactions.
    settings.put(
        consumer(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        ConsumedPositions.Interceptor.class.getName());
    settings.put(ConsumedPositions.CONFIG, positions);
    // Changelogs hold records of every event time that comes in. A broker's own limit is an hour,
    // and what it refuses of a changelog ends the thread that writes it.
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        String.valueOf(TopicSetup.future(config.eventTimeAheadMax()).toMillis()));
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        String.valueOf(Long.MAX_VALUE));
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), String.valueOf(4 * MIB));
    // Where others forward questions to whose answer is here.
    config
        .httpAdvertised()
        .ifPresent(self -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self));
    settings.putAll(config.kafkaSettings());
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static String producer(String setting) {
    return StreamsConfig.producerPrefix(setting);
  }

  private static String consumer(String setting) {
    return StreamsConfig.mainConsumerPrefix(setting);
  }
}
