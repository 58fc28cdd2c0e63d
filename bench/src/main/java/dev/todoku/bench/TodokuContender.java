package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The pipeline as it ships: every stage, from the public JSON topics to alerts. */
final class TodokuContender implements Contender {
  static final String NAME = "pipeline";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> topics() {
    return List.of();
  }

  @Override
  public Topology topology(TodokuConfig config) {
    return Application.topology(config);
  }

  @Override
  public KafkaStreams streams(TodokuConfig config) {
    return Application.streams(config, config.topicPartitions(), new SimpleMeterRegistry());
  }

  /** The outcome of the highest revision is the final one: there must be one, and it must hold. */
  @Override
  public long wrong(Workload workload, Log log) {
    int[] revisions = new int[workload.messages()];
    Status[] last = new Status[workload.messages()];
    log.read(
        Topics.OUTCOMES.name(),
        record -> {
          Outcome outcome =
              Topics.OUTCOMES.valueSerde().deserializer().deserialize(null, record.value());
          int number = workload.numberOf(outcome.messageId());
          if (number >= 0 && outcome.revision() > revisions[number]) {
            revisions[number] = outcome.revision();
            last[number] = outcome.status();
          }
        });
    long wrong = 0;
    for (int number = 0; number < last.length; number++) {
      wrong += last[number] == workload.mail(number).truth() ? 0 : 1;
    }
    return wrong;
  }
}
