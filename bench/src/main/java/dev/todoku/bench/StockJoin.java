package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;

/** What one would write first: the DSL's windowed left join of sends and bounces. */
final class StockJoin implements Contender {
  static final String NAME = "join";

  private static final String JOINED = "join.joined";
  private static final Duration GRACE = Duration.ofDays(1);

  private final JsonSerde<Joined> joinedSerde = JsonSerde.of(Joined.class);

  /** A send and the bounce that came for it, if one did. */
  record Joined(Send send, Bounce bounce) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> eventsRead() {
    return List.of(Topics.SENDS.name(), Topics.BOUNCES.name());
  }

  @Override
  public List<String> topics() {
    return List.of(JOINED);
  }

  @Override
  public Topology topology(TodokuConfig config) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Send> sends =
        builder.stream(
            Topics.SENDS.name(), Consumed.with(Serdes.String(), Topics.SENDS.valueSerde()));
    KStream<String, Bounce> bounces =
        builder.stream(
            Topics.BOUNCES.name(), Consumed.with(Serdes.String(), Topics.BOUNCES.valueSerde()));
    sends
        .leftJoin(
            bounces,
            Joined::new,
            JoinWindows.ofTimeDifferenceAndGrace(config.joinWindow(), GRACE),
            StreamJoined.with(
                    Serdes.String(), Topics.SENDS.valueSerde(), Topics.BOUNCES.valueSerde())
                .withName("sends-and-bounces")
                .withStoreName("sends-and-bounces"))
        .to(JOINED, Produced.with(Serdes.String(), joinedSerde).withName("to-joined"));
    return builder.build();
  }

  @Override
  public KafkaStreams streams(TodokuConfig config) {
    return new KafkaStreams(
        topology(config), Application.settings(config, config.topicPartitions()));
  }

  /** Every message that bounced must be joined with its bounce. */
  @Override
  public long wrong(Workload workload, Log log) {
    BitSet bounced = new BitSet(workload.messages());
    log.read(
        JOINED,
        record -> {
          Joined joined = joinedSerde.read(record.value());
          int number = workload.numberOf(joined.send().messageId());
          if (number >= 0 && joined.bounce() != null) {
            bounced.set(number);
          }
        });
    long wrong = 0;
    for (int number = 0; number < workload.messages(); number++) {
      wrong += workload.mail(number).bounce().isPresent() == bounced.get(number) ? 0 : 1;
    }
    return wrong;
  }
}
