package dev.todoku.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.schema.Address;
import dev.todoku.wire.SilentSource;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SilenceViewTest {
  private static final long NOW = 1_780_315_200_000L;
  private static final SilentSource LOG = new SilentSource("mail.log", NOW - 9_000_000, 3_600_000);

  private final SilenceView view = new SilenceView();

  @Test
  void whatACollectorSaysIsShownUntilItTakesItBack() {
    take(LOG.encode());
    assertThat(view.all(NOW)).containsExactly(LOG);

    take(null);

    assertThat(view.all(NOW)).isEmpty();
  }

  @Test
  void aCollectorThatHasStoppedSaysNothingOfItsSources() {
    take(LOG.encode());
    assertThat(view.all(NOW + Duration.ofMinutes(12).toMillis())).hasSize(1);
    assertThat(view.all(NOW + Duration.ofMinutes(13).toMillis())).isEmpty();
  }

  private void take(byte[] value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            PositionsTopic.NAME,
            0,
            0,
            NOW,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            "todoku-watch\nsilence:mail.log".getBytes(UTF_8),
            value,
            new RecordHeaders(),
            Optional.empty());
    assertThat(QueueRecords.take(record, new QueueView(Address.DEFAULT), view)).isFalse();
  }
}
