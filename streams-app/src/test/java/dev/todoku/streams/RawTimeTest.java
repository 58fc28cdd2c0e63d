package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RawTimeTest {
  private final RawTime time =
      new RawTime(new FutureLimit(Duration.ofMinutes(10), () -> at("12:00")));

  @Test
  void isWhenTheRecordWasWritten() {
    assertThat(extract(at("09:00"), at("11:00"))).isEqualTo(at("09:00"));
  }

  @Test
  void isThatOfTheRecordBeforeWhereTheRecordHasNone() {
    assertThat(extract(-1, at("11:00"))).isEqualTo(at("11:00"));
  }

  @Test
  void isNowWhereNoRecordHadOne() {
    assertThat(extract(-1, -1)).isEqualTo(at("12:00"));
  }

  @Test
  void isHeldBackWhenTheRecordClaimsToBeWrittenInTheFuture() {
    assertThat(extract(at("21:00"), at("11:00"))).isEqualTo(at("12:10"));
  }

  private long extract(long written, long partitionTime) {
    return time.extract(
        new ConsumerRecord<>(
            "mail.raw.postfix",
            0,
            0,
            written,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            new byte[0],
            new RecordHeaders(),
            Optional.empty()),
        partitionTime);
  }
}
